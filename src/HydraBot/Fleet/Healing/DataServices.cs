using System.Collections.Frozen;
using HydraBot.Fleet.Engine;

namespace HydraBot.Fleet.Healing;

/// <summary>Knows the containers that hold data: a restart at the wrong moment can cost some, so a person decides.</summary>
internal static class DataServices
{
    private static readonly FrozenSet<string> Words = new[]
    {
        "postgres", "postgresql", "postgis", "pgvector", "timescaledb", "timescale", "mysql", "mariadb", "percona", "mongo", "mongodb", "neo4j", "qdrant", "redis", "valkey",
        "keydb", "dragonfly", "memgraph", "elasticsearch", "opensearch", "clickhouse", "cassandra", "scylla", "couchdb", "influxdb", "victoriametrics", "minio", "rabbitmq", "kafka",
        "nats", "etcd", "consul", "zookeeper", "weaviate", "milvus", "chroma", "chromadb", "mssql", "oracle", "db2", "cockroach", "cockroachdb", "surrealdb", "arangodb", "meilisearch",
        "typesense", "questdb", "rethinkdb", "orientdb", "dgraph", "tidb", "foundationdb", "ravendb", "pgvectors", "vectorchord", "falkordb",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>What stands beside a database and holds nothing itself.</summary>
    private static readonly FrozenSet<string> Beside = new[]
    {
        "exporter", "admin", "ui", "web", "express", "commander", "insight", "backup", "client", "proxy", "pgbouncer", "operator", "dashboard", "dashboards", "console", "tools", "browser",
        "redisinsight", "metrics", "monitor",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Ports that hardly anything but a database listens on; they tell a database under an image name of one's own.</summary>
    private static readonly FrozenSet<int> Ports = new[] { 5432, 3306, 27017, 7687, 6333, 6379, 9042, 26257, 1433, 1521, 5984 }.ToFrozenSet();

    public static bool Is(Container container, ContainerDetail detail)
    {
        if (HealLabels.Says(container, HealLabels.Data) is { } said)
            return said;
        var words = Name(detail.Image.Length > 0 ? detail.Image : container.Image).Split(['-', '_', '.', '/'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Any(Beside.Contains))
            return false;
        return words.Any(Words.Contains) || detail.InsidePorts.Any(Ports.Contains);
    }

    /// <summary>The last two parts of an image's path, without registry, tag and digest: <c>bitnami/postgresql</c>.</summary>
    private static string Name(string image)
    {
        var plain = image.Split('@')[0].ToLowerInvariant();
        var path = plain.Split('/');
        path[^1] = path[^1].Split(':')[0];
        return string.Join('/', path.Length > 1 && (path[0].Contains('.', StringComparison.Ordinal) || path[0].Contains(':', StringComparison.Ordinal)) ? path[1..] : path);
    }
}
