# The API, and with another command the job that prepares database, bucket and keys.

FROM node:24-bookworm-slim AS manifests
WORKDIR /srv/rostrum
COPY package.json package-lock.json .npmrc tsconfig.base.json ./
COPY packages packages
COPY apps apps
RUN find packages apps -type f ! -name package.json -delete

FROM node:24-bookworm-slim AS modules
WORKDIR /srv/rostrum
COPY --from=manifests /srv/rostrum ./
# What is optional here is tools of building (Prisma's command line) and native code with an equal in JavaScript.
RUN npm ci --omit=dev --omit=optional --ignore-scripts --workspace=apps/api

# Shared by both images, and so built once: the database client and the pages.
FROM node:24-bookworm-slim AS built
WORKDIR /srv/rostrum
COPY --from=manifests /srv/rostrum ./
RUN npm ci --ignore-scripts --workspace=packages/db --workspace=apps/web
COPY packages packages
COPY apps/web apps/web
COPY infra/local/generate.mjs infra/local/generate.mjs
RUN node infra/local/generate.mjs
RUN npm run build --workspace=apps/web

FROM node:24-bookworm-slim
WORKDIR /srv/rostrum
ENV NODE_ENV=production
ENV HOST=0.0.0.0
ENV PORT=8080
ENV METRICS_PORT=9091
ENV DATA_DIR=/tmp/rostrum
ENV SCRATCH_DIR=/scratch
ENV WEB_DIR=/srv/rostrum/apps/web/dist
COPY --from=modules /srv/rostrum ./
COPY packages packages
COPY apps/api apps/api
COPY infra/images infra/images
COPY --from=built /srv/rostrum/packages/db/src/generated packages/db/src/generated
COPY --from=built /srv/rostrum/apps/web/dist apps/web/dist
# Volumes take their owner from here: the signing keys, and what has come of an upload until the store has it.
RUN install -d -o node -g node /keys /scratch
USER node
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 CMD ["node", "infra/images/health.mjs", "http://127.0.0.1:8080/healthz"]
CMD ["node", "apps/api/src/main.ts"]
