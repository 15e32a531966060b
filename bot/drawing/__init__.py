"""Pictures: timelines drawn as SVG and PNG."""
