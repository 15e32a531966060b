"""The fonts of the pictures, and how wide each of their letters is."""
