# The bot in one container: no build step, no root, everything it keeps in /data.
#   docker build -t storywatch .
#   docker run -d --name storywatch -v storywatch-data:/data -v ./config/storywatch.yaml:/app/config/storywatch.yaml:ro \
#     -e SLACK_BOT_TOKEN -e SLACK_APP_TOKEN storywatch
FROM node:24-slim

ENV NODE_ENV=production DATABASE_URL=/data/storywatch.db
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# What embeddings need is larger than all the rest, and they are off by default: --build-arg EMBEDDINGS=1 keeps it.
ARG EMBEDDINGS=
RUN npm ci --omit=dev && npm cache clean --force && \
  if [ -z "$EMBEDDINGS" ]; then rm -rf node_modules/@huggingface node_modules/onnxruntime-* node_modules/sharp node_modules/@img; fi
COPY src ./src
COPY adapters ./adapters
COPY config ./config
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
# Inside the container the page listens on 127.0.0.1; to publish it, set page: { host: 0.0.0.0, port: 8420 }.
EXPOSE 8420
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8420/healthz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
STOPSIGNAL SIGTERM
# Without these bounds what was read lingers, and threads that only collect it keep buffers of their own: some 50 MB more in
# an idle bot, 100 MB while many feeds are polled.
CMD ["node", "--max-semi-space-size=4", "--max-old-space-size=1024", "--v8-pool-size=1", "--heap-growing-percent=20", "src/cli.ts", "start"]
