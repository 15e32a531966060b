# Two stages: the first has pip and the sources, the second only what runs.
# The base is named by tag; a host who wants the same bytes for ever writes python:3.13-slim@sha256:... in both places.

FROM python:3.13-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore
WORKDIR /src
RUN python -m venv --without-pip /opt/footnote
COPY requirements.lock ./
RUN python -m pip --python /opt/footnote install --only-binary :all: --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY LICENSES LICENSES
COPY bot bot
COPY knowledge knowledge
# pip compiles what it installs, which a read-only root could not do later.
RUN python -m pip wheel --no-deps --wheel-dir /tmp/wheel . \
    && python -m pip --python /opt/footnote install --no-deps /tmp/wheel/footnote-*.whl

FROM python:3.13-slim
LABEL org.opencontainers.image.title="Footnote" \
      org.opencontainers.image.description="A Discord bot that answers from a curated fact base, with a source and a date on every answer." \
      org.opencontainers.image.licenses="MIT AND Apache-2.0 AND CC-BY-4.0"
RUN groupadd --gid 10001 footnote \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin footnote \
    && install --directory --owner=10001 --group=10001 --mode=0750 /data
COPY --from=build /opt/footnote /opt/footnote
# The database must outlive the container, so it is on the volume. Whether the bot is connected is true of one container
# only: its health file is in /tmp, which is memory where the root is read-only (docker run --read-only --tmpfs /tmp).
ENV PATH=/opt/footnote/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    FOOTNOTE_DATABASE=sqlite:////data/footnote.sqlite3 \
    FOOTNOTE_HEALTH_FILE=/tmp/footnote-health
USER 10001:10001
WORKDIR /data
VOLUME /data
# The first start reads the packs and waits for Discord's list of servers; a check after that takes a second or two.
HEALTHCHECK --interval=30s --timeout=15s --start-period=60s --retries=3 CMD ["footnote", "health"]
ENTRYPOINT ["footnote"]
CMD ["run"]
