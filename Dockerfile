# UNTESTED: no container engine was at hand when this was written. Each step was tried by hand outside a container.
#
#   docker build -t keqiao .
#   docker run -p 8080:8080 -e DATABASE_URL=postgres://... keqiao
#
# Without DATABASE_URL the program runs its own PostgreSQL below DATA_DIR: then mount a volume there, or a restart loses everything.

FROM node:20-slim AS manifests
WORKDIR /app
# Manifests alone: as long as they do not change, the layers with the packages are reused.
COPY package.json package-lock.json .npmrc ./
COPY domain/package.json domain/
COPY contract/package.json contract/
COPY client/package.json client/
COPY server/package.json server/
COPY console/package.json console/
COPY widget/package.json widget/
COPY simulation/package.json simulation/
COPY e2e/package.json e2e/
COPY bench/package.json bench/

FROM manifests AS build
RUN npm ci --ignore-scripts
COPY . .
RUN npm run build

# Console and widget are built files by now: what they were built from is not needed to serve them.
FROM manifests AS packages
RUN npm ci --ignore-scripts --omit=dev --workspace server --include-workspace-root

FROM node:20-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080 DATA_DIR=/data
WORKDIR /app
COPY --from=packages /app/package.json ./
COPY --from=packages /app/node_modules node_modules
COPY --from=packages /app/server server
COPY --from=build /app/server/dist server/dist
COPY --from=build /app/console/dist console/dist
COPY --from=build /app/widget/dist widget/dist
COPY --from=build /app/docs/manual docs/manual
# The image's own unprivileged user. PostgreSQL refuses root as well.
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
STOPSIGNAL SIGTERM
CMD ["node", "--enable-source-maps", "server/dist/main.js"]
