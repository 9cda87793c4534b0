namespace HydraBot.Fleet.Compose.Healthchecks;

/// <summary>Checks of services that many people run: by the service's own client where it has one, else by the address at which it tells of itself.</summary>
internal static class WellKnownServices
{
    /// <summary>The first that fits; null where none does.</summary>
    public static HealthcheckDraft? Find(ImageName image) => Table
        .Where(known => known.Images.Split(' ').Any(image.Fits))
        .Select(known => new HealthcheckDraft(known.Command, known.Program, TimeSpan.FromSeconds(known.StartSeconds), $"known service: {known.Name}"))
        .FirstOrDefault();

    private static readonly Known[] Table =
    [
        // Databases and queues, by their own clients.
        new("PostgreSQL", "postgres postgresql postgis pgvector timescaledb timescaledb-ha pgvecto-rs immich-app/postgres tensorchord/*", "pg_isready -q -h 127.0.0.1 -U \"${POSTGRES_USER:-postgres}\"", 60),
        new("MariaDB", "mariadb", "healthcheck.sh --connect --innodb_initialized || mariadb-admin ping -h 127.0.0.1 --silent || mysqladmin ping -h 127.0.0.1 --silent", 60),
        new("MySQL", "mysql mysql-server percona percona-server", "mysqladmin ping -h 127.0.0.1 --silent", 60),
        new("Redis", "redis redis-stack redis-stack-server", "redis-cli ping | grep -qE 'PONG|NOAUTH'", 10),
        new("Valkey", "valkey valkey-bundle", "valkey-cli ping | grep -qE 'PONG|NOAUTH'", 10),
        new("KeyDB", "keydb", "keydb-cli ping | grep -qE 'PONG|NOAUTH'", 10),
        new("MongoDB", "mongo mongodb mongodb-community-server", "mongosh --quiet --eval 'db.adminCommand({ping: 1}).ok' | grep -q 1 || mongo --quiet --eval 'db.adminCommand({ping: 1}).ok' | grep -q 1", 30),
        new("Neo4j", "neo4j", Http(7474), 60),
        new("Qdrant", "qdrant", "bash -c 'exec 3<>/dev/tcp/127.0.0.1/6333 && printf \"GET /readyz HTTP/1.0\\r\\n\\r\\n\" >&3 && grep -q 200 <&3'", 20),
        new("Elasticsearch", "elasticsearch opensearch", "curl -sS -m 4 -o /dev/null http://127.0.0.1:9200/ || curl -sSk -m 4 -o /dev/null https://127.0.0.1:9200/", 90),
        new("InfluxDB", "influxdb", "influx ping || " + Http(8086, "/ping"), 30),
        new("ClickHouse", "clickhouse clickhouse-server", Http(8123, "/ping"), 30),
        new("CouchDB", "couchdb", Http(5984, "/_up"), 30),
        new("Cassandra", "cassandra", "cqlsh -e 'describe keyspaces' 127.0.0.1 > /dev/null", 90),
        new("Meilisearch", "meilisearch", Http(7700, "/health"), 20),
        new("Typesense", "typesense", Http(8108, "/health"), 20),
        new("Chroma", "chroma chromadb", Tcp(8000), 20),
        new("Weaviate", "weaviate", Http(8080, "/v1/.well-known/ready"), 30),
        new("Memcached", "memcached", Tcp(11211), 10),
        new("RabbitMQ", "rabbitmq", "rabbitmq-diagnostics -q ping", 60),
        new("NATS", "nats", Http(8222, "/healthz") + " || " + Tcp(4222), 10),
        new("Kafka", "kafka cp-kafka", Tcp(9092), 60),
        new("ZooKeeper", "zookeeper", Tcp(2181), 30),
        new("etcd", "etcd", ["etcdctl", "endpoint", "health"], 20),
        new("Mosquitto", "mosquitto eclipse-mosquitto", Tcp(1883), 10),
        new("MinIO", "minio", "mc ready local || " + Http(9000, "/minio/health/live"), 20),

        // What stands in front.
        new("nginx", "nginx nginx-unprivileged openresty", Any(80) + " || " + Tcp(8080), 10),
        new("Apache", "httpd", Any(80), 10),
        new("Traefik", "traefik", "traefik healthcheck --ping || " + Tcp(80), 10),
        new("Caddy", "caddy", Http(2019, "/config/") + " || " + Tcp(80), 10),
        new("HAProxy", "haproxy", Tcp(80) + " || " + Tcp(443), 10),
        new("Nginx Proxy Manager", "nginx-proxy-manager", "/usr/bin/check-health || " + Http(81), 60),
        new("Authelia", "authelia", "/app/healthcheck.sh || " + Http(9091, "/api/health"), 20),
        new("Keycloak", "keycloak", "bash -c ':> /dev/tcp/127.0.0.1/8080'", 90),
        new("Pi-hole", "pihole", "dig +short +norecurse +retry=0 @127.0.0.1 pi.hole", 30),
        new("AdGuard Home", "adguardhome", Tcp(53) + " || " + Tcp(3000), 20),

        // Looking after the others.
        new("Grafana", "grafana grafana-oss grafana-enterprise", Http(3000, "/api/health"), 30),
        new("Prometheus", "prometheus", Http(9090, "/-/healthy"), 30),
        new("Alertmanager", "alertmanager", Http(9093, "/-/healthy"), 20),
        new("Loki", "loki", Http(3100, "/ready"), 60),
        new("node exporter", "node-exporter", Http(9100), 10),
        new("cAdvisor", "cadvisor", Http(8080, "/healthz"), 30),
        new("Uptime Kuma", "uptime-kuma", "extra/healthcheck || node extra/healthcheck.js", 60),
        new("Netdata", "netdata", Http(19999, "/api/v1/info"), 60),
        new("Portainer", "portainer portainer-ce portainer-ee", Http(9000, "/api/system/status"), 20),
        new("Watchtower", "watchtower", ["/watchtower", "--health-check"], 10),
        new("Homepage", "homepage", Http(3000, "/api/healthcheck"), 30),

        // Language models and their company.
        new("Ollama", "ollama", "ollama list > /dev/null", 30),
        new("LiteLLM", "litellm litellm-database litellm-non_root", Python(4000, "/health/liveliness"), 60),
        new("Open WebUI", "open-webui", Http(8080, "/health"), 90),
        new("vLLM", "vllm-openai", Python(8000, "/health"), 600),
        new("llama.cpp", "llama.cpp", Http(8080, "/health"), 300),
        new("Text Generation Inference", "text-generation-inference text-embeddings-inference", Http(80, "/health"), 300),
        new("TabbyAPI", "tabbyapi", Python(5000, "/health"), 300),
        new("ComfyUI", "comfyui comfyui-* comfyui_*", Python(8188, "/system_stats"), 180),
        new("Stable Diffusion web UI", "stable-diffusion-webui automatic1111", Python(7860, "/"), 300),
        new("Wyoming Whisper", "wyoming-whisper wyoming-faster-whisper", Python(10300), 120),
        new("Wyoming Piper", "wyoming-piper", Python(10200), 60),
        new("Wyoming openWakeWord", "wyoming-openwakeword", Python(10400), 60),
        new("Whisper", "openai-whisper-asr-webservice", Python(9000, "/docs"), 180),
        new("Speaches", "speaches faster-whisper-server", Http(8000, "/health"), 120),
        new("Kokoro", "kokoro-fastapi-*", Python(8880, "/health"), 120),
        new("Letta", "letta", Http(8283, "/v1/health/"), 60),
        new("SearXNG", "searxng", Http(8080, "/healthz"), 30),
        new("n8n", "n8n", Http(5678, "/healthz"), 60),
        new("Flowise", "flowise", Http(3000, "/api/v1/ping"), 60),
        new("Node-RED", "node-red", Any(1880), 30),

        // The house and what is in it.
        new("Home Assistant", "home-assistant homeassistant *-homeassistant", Http(8123, "/manifest.json"), 120),
        new("ESPHome", "esphome", Any(6052), 30),
        new("Zigbee2MQTT", "zigbee2mqtt", Any(8080), 60),
        new("Frigate", "frigate", Http(5000, "/api/version"), 60),
        new("Jellyfin", "jellyfin", Http(8096, "/health"), 60),
        new("Plex", "plex pms-docker", Http(32400, "/identity"), 60),
        new("Immich", "immich-server", Http(2283, "/api/server/ping"), 90),
        new("Sonarr", "sonarr", Http(8989, "/ping"), 60),
        new("Radarr", "radarr", Http(7878, "/ping"), 60),
        new("Lidarr", "lidarr", Http(8686, "/ping"), 60),
        new("Prowlarr", "prowlarr", Http(9696, "/ping"), 60),
        new("Bazarr", "bazarr", Any(6767), 60),
        new("Jellyseerr", "jellyseerr overseerr", Http(5055, "/api/v1/status"), 60),
        new("qBittorrent", "qbittorrent qbittorrent-nox", Any(8080), 30),
        new("Transmission", "transmission", Any(9091), 30),
        new("SABnzbd", "sabnzbd", Any(8080), 30),
        new("Syncthing", "syncthing", Http(8384, "/rest/noauth/health"), 30),
        new("Vaultwarden", "vaultwarden", "/healthcheck.sh || " + Http(80, "/alive"), 30),
        new("Gitea", "gitea forgejo", Http(3000, "/api/healthz"), 60),
        new("GitLab", "gitlab-ce gitlab-ee", Http(80, "/-/health"), 300),
        new("Nextcloud", "nextcloud", Http(80, "/status.php"), 120),
        new("Paperless-ngx", "paperless-ngx", Any(8000), 90),
        new("Docker registry", "registry", Http(5000, "/v2/") + " || " + Tcp(5000), 10),
        new("code-server", "code-server", Http(8080, "/healthz"), 30),
        new("WordPress", "wordpress", Any(80), 60),
        new("Ghost", "ghost", Any(2368), 60),
        new("Adminer", "adminer", Any(8080), 10),
        new("phpMyAdmin", "phpmyadmin", Any(80), 20),
        new("pgAdmin", "pgadmin4", Http(80, "/misc/ping"), 60),
    ];

    /// <summary>An address that answers well, asked with whatever program is there.</summary>
    public static string Http(int port, string path = "/") =>
        $"wget -q -T 4 -O /dev/null http://127.0.0.1:{port}{path} || curl -fsS -m 4 -o /dev/null http://127.0.0.1:{port}{path}";

    /// <summary>A port at which some web server answers, be it that it wants a name first.</summary>
    public static string Any(int port) =>
        $"curl -sS -m 4 -o /dev/null http://127.0.0.1:{port}/ || wget -q -T 4 -O /dev/null http://127.0.0.1:{port}/ || {Tcp(port)}";

    /// <summary>A port at which something listens.</summary>
    public static string Tcp(int port) => $"nc -z 127.0.0.1 {port} || bash -c ':> /dev/tcp/127.0.0.1/{port}'";

    private static string Python(int port, string path) =>
        $"python3 -c \"import urllib.request as u; u.urlopen('http://127.0.0.1:{port}{path}', timeout=4)\" || curl -fsS -m 4 -o /dev/null http://127.0.0.1:{port}{path}";

    private static string Python(int port) => $"python3 -c \"import socket; socket.create_connection(('127.0.0.1', {port}), 4)\" || {Tcp(port)}";

    private sealed record Known(string Name, string Images, string? Command, IReadOnlyList<string>? Program, int StartSeconds)
    {
        public Known(string name, string images, string command, int startSeconds)
            : this(name, images, command, null, startSeconds)
        {
        }

        public Known(string name, string images, string[] program, int startSeconds)
            : this(name, images, null, program, startSeconds)
        {
        }
    }
}
