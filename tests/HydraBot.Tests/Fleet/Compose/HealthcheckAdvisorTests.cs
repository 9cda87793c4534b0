using HydraBot.Fleet.Compose;
using HydraBot.Fleet.Compose.Healthchecks;
using Microsoft.Extensions.Options;
using Xunit;

namespace HydraBot.Tests.Fleet.Compose;

public sealed class HealthcheckAdvisorTests
{
    [Theory]
    [InlineData("postgres:17-alpine", "pg_isready")]
    [InlineData("docker.io/bitnami/postgresql:16", "pg_isready")]
    [InlineData("pgvector/pgvector:pg17@sha256:abc", "pg_isready")]
    [InlineData("redis", "redis-cli")]
    [InlineData("mysql:8", "mysqladmin")]
    [InlineData("mariadb", "healthcheck.sh")]
    [InlineData("mongo:7", "mongosh")]
    [InlineData("neo4j:5-community", "7474")]
    [InlineData("qdrant/qdrant:v1.12", "6333")]
    [InlineData("nginx:alpine", ":80/")]
    [InlineData("traefik:v3", "traefik healthcheck")]
    [InlineData("caddy:2", "2019")]
    [InlineData("grafana/grafana-oss:11", "/api/health")]
    [InlineData("prom/prometheus", "/-/healthy")]
    [InlineData("ollama/ollama", "ollama list")]
    [InlineData("ghcr.io/berriai/litellm:main-stable", "/health/liveliness")]
    [InlineData("docker.n8n.io/n8nio/n8n", "/healthz")]
    [InlineData("ghcr.io/open-webui/open-webui:main", ":8080/health")]
    [InlineData("lscr.io/linuxserver/jellyfin", "8096")]
    [InlineData("ghcr.io/home-assistant/home-assistant:stable", "8123")]
    [InlineData("vaultwarden/server", null)]
    [InlineData("vaultwarden/vaultwarden", "alive")]
    [InlineData("codeberg.org/forgejo/forgejo:9", "healthz")]
    [InlineData("minio/minio", "minio/health/live")]
    [InlineData("rabbitmq:3-management", "rabbitmq-diagnostics")]
    [InlineData("docker.elastic.co/elasticsearch/elasticsearch:8", "9200")]
    [InlineData("influxdb:2", "influx ping")]
    [InlineData("louislam/uptime-kuma:1", "healthcheck")]
    [InlineData("pihole/pihole", "dig")]
    [InlineData("portainer/portainer-ce", "9000")]
    [InlineData("yanwk/comfyui-boot:cu124", "8188")]
    [InlineData("rhasspy/wyoming-whisper", "10300")]
    [InlineData("ghcr.io/speaches-ai/speaches:latest-cuda", "8000/health")]
    [InlineData("prometheuscommunity/postgres-exporter", null)]
    [InlineData("registry.lan:5000/team/own-thing:3", null)]
    public void Well_known_services_are_known_by_their_image(string image, string? part)
    {
        var draft = Advisor(new()).Advise(image, []);
        if (part is null)
            Assert.Null(draft);
        else
            Assert.Contains(part, draft?.Shown ?? "nothing", StringComparison.Ordinal);
    }

    [Fact]
    public void Anything_else_is_asked_at_its_ports_web_ports_first()
    {
        Assert.Contains("http://127.0.0.1:8080/", Advisor(new()).Advise("own:1", [6000, 8080])!.Shown, StringComparison.Ordinal);
        Assert.Contains("/dev/tcp/127.0.0.1/6000", Advisor(new()).Advise("own:1", [6000])!.Shown, StringComparison.Ordinal);
        Assert.Null(Advisor(new()).Advise("own:1", []));
    }

    [Fact]
    public void Ones_own_settings_go_first()
    {
        var options = new ComposeOptions { Checks = { new OwnCheck { Image = "team/*", Test = "check me" }, new OwnCheck { Image = "postgres", Test = "mine" } } };
        Assert.Equal("check me", Advisor(options).Advise("registry.lan/team/own:1", [80])!.Shown);
        Assert.Equal("mine", Advisor(options).Advise("postgres:17", [])!.Shown);
    }

    private static HealthcheckAdvisor Advisor(ComposeOptions options) => new(Options.Create(options));
}
