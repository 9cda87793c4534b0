using System.Text;
using System.Text.Json.Nodes;
using HydraBot.Fleet.Compose;
using HydraBot.Fleet.Compose.Care;
using HydraBot.Fleet.Compose.Files;
using HydraBot.Governance.Audit;
using Microsoft.Extensions.Options;
using Xunit;

namespace HydraBot.Tests.Fleet.Compose;

/// <summary>What is found in compose files before anything runs.</summary>
public sealed class ComposeRuleTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hydrabot-rules-");

    [Theory]
    [InlineData("services:\n  web:\n    image: nginx:1\n    port: [\"80:80\"]\n", "unknown-key", 4, "Did you mean 'ports'?")]
    [InlineData("service:\n  web:\n    image: nginx:1\n", "unknown-key", 1, "Did you mean 'services'?")]
    [InlineData("services:\n  web:\n    ports: []\n", "no-image", 2, "neither an image nor a build")]
    [InlineData("services:\n  web:\n    image: nginx:1\n    ports: [\"eighty:80\", \"80:x\"]\n", "port", 4, "80:x")]
    [InlineData("services:\n  web:\n    image: nginx:1\n    restart: allways\n", "restart", 4, "allways")]
    [InlineData("services:\n  web:\n    image: nginx:1\n    depends_on: [db]\n", "unknown-service", 4, "'db'")]
    [InlineData("services:\n  web:\n    image: nginx:1\n    depends_on:\n      db: {condition: service_started}\n", "unknown-service", 4, "'db'")]
    [InlineData("services:\n  web:\n    image: nginx:1\n    networks: [front]\n", "unknown-network", 4, "'front'")]
    [InlineData("services:\n  web:\n    image: nginx:1\n    volumes: [\"data:/data\"]\n", "unknown-volume", 4, "'data'")]
    [InlineData("services:\n  web:\n    image: nginx:1\n    secrets: [key]\n", "unknown-secret", 4, "'key'")]
    [InlineData("services:\n  web:\n    image: nginx:1\n    volumes: [\"./nothing:/data\"]\n", "missing-folder", 4, "/nothing")]
    [InlineData("services:\n  web:\n    image: nginx:1\n    env_file: nothing.env\n", "missing-file", 4, "nothing.env")]
    [InlineData("services:\n  a:\n    image: x:1\n    depends_on: [b]\n  b:\n    image: x:1\n    depends_on: [a]\n", "circle", 4, "a → b → a")]
    [InlineData("services:\n  a:\n    image: x:1\n    ports: [\"8080:80\"]\n  b:\n    image: x:1\n    ports:\n      - target: 80\n        published: \"8080\"\n", "port-twice", 7, "8080/tcp")]
    [InlineData("services:\n  a:\n    image: x:1\n    ports: [\"8000-8010:8000-8010\", \"127.0.0.1:8005:80\"]\n", "port-twice", 4, "8005/tcp")]
    [InlineData("services:\n  a:\n    image: x:1\n    container_name: same\n  b:\n    image: x:1\n    container_name: same\n", "name-twice", 7, "'same'")]
    [InlineData("services:\n  web:\n    image: nginx\n", "unpinned-image", 3, "without a tag")]
    [InlineData("services:\n  web:\n    image: registry.lan:5000/nginx:latest\n", "unpinned-image", 3, "latest")]
    [InlineData("services:\n  db:\n    image: postgres:17\n    ports: [\"5432:5432\"]\n", "open-port", 4, "port of data")]
    [InlineData("services:\n  web:\n    image: nginx:1\n    privileged: true\n", "privileged", 4, "owns the host")]
    [InlineData("services:\n  web:\n    image: nginx:1\n    volumes: [\"/var/run/docker.sock:/var/run/docker.sock:ro\"]\n", "docker-socket", 4, "socket")]
    [InlineData("services:\n  web:\n    image: nginx:1\n    network_mode: host\n", "host-network", 4, "own network")]
    [InlineData("services:\n  web:\n    image: nginx:1\n    cap_add: [SYS_ADMIN]\n", "capability", 4, "SYS_ADMIN")]
    [InlineData("services:\n  web:\n    image: nginx:1\n    volumes: [\"/etc:/host\"]\n", "host-folder", 4, "/etc")]
    [InlineData("services:\n  web:\n    image: nginx:1\n    environment:\n      DB_PASSWORD: hunter2hunter2\n", "plain-secret", 4, "DB_PASSWORD")]
    [InlineData("services:\n  web:\n    image: nginx:1\n    environment:\n      - DATABASE_URL=postgres://me:hunter2hunter2@db/x\n", "plain-secret", 4, "DATABASE_URL")]
    [InlineData("services:\n  web:\n    image: nginx:${NOWHERE}\n", "unset-variable", 1, "NOWHERE")]
    [InlineData("services:\n  web:\n    image: nginx:${NOWHERE:?name one}\n", "variable", 1, "name one")]
    [InlineData("services:\n  web:\n    image: nginx:1\n    depends_on:\n      db: {condition: service_healthy}\n  db:\n    image: postgres:17\n", "no-healthcheck", 4, "never starts")]
    public void A_fault_is_named_with_its_line(string text, string rule, int line, string said)
    {
        var found = Look(text).Where(finding => finding.Rule == rule).ToArray();
        Assert.Contains(found, finding => $"{finding.Text} {finding.Advice}".Contains(said, StringComparison.Ordinal));
        Assert.Contains(found, finding => finding.Line == line);
        Assert.DoesNotContain("hunter2", string.Join('\n', Look(text)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_good_file_is_left_in_peace()
    {
        _folder.CreateSubdirectory("data");
        Assert.Empty(Look("""
            name: good
            x-log: &log
              driver: json-file
            services:
              web:
                image: nginx:1.27
                ports: ["127.0.0.1:8080:80"]
                depends_on: {db: {condition: service_healthy}}
                environment: {DB_PASSWORD: "${DB_PASSWORD}", TOKEN_FILE: /run/secrets/token}
                volumes: [./data:/data, "cache:/cache", "/anonymous"]
                networks: {front: {aliases: [www]}, default: }
                secrets: [token]
                logging: *log
              db:
                image: neo4j:5@sha256:aaaa
                environment: ["NEO4J_AUTH=neo4j/${DB_PASSWORD}"]
                healthcheck: {test: "true"}
            networks: {front: {}}
            volumes: {cache: }
            secrets: {token: {file: ./token}}
            """, "DB_PASSWORD=a-long-password\n"));
    }

    [Theory]
    [InlineData("NEO4J_AUTH: hunter2hunter2", "not USER/PASSWORD")]
    [InlineData("NEO4J_AUTH: neo4j/short", "shorter than 8")]
    [InlineData("NEO4J_AUTH: admin/hunter2hunter2", "another user")]
    [InlineData("NEO4J_AUTH: \"\"", "is empty")]
    [InlineData("NEO4J_AUTH: none", "asks nobody")]
    [InlineData("NEO4J_AUTH: ${NEO4J_PASSWORD}", "not USER/PASSWORD")]
    public void Neo4js_password_is_looked_at_closely(string variable, string said)
    {
        var found = Look($"services:\n  graph:\n    image: neo4j:5\n    environment:\n      {variable}\n", "NEO4J_PASSWORD=hunter2hunter2\n");
        Assert.Contains(found, finding => finding.Rule == "neo4j-auth" && finding.Text.Contains(said, StringComparison.Ordinal));
        Assert.DoesNotContain("hunter2", string.Join('\n', found), StringComparison.Ordinal);
    }

    [Fact]
    public void A_password_of_Neo4j_that_differs_between_its_users_is_found_and_one_that_is_the_same_is_not()
    {
        const string Text = "services:\n  graph:\n    image: neo4j:5\n    environment: [\"NEO4J_AUTH=neo4j/hunter2hunter2\"]\n  app:\n    image: app:1\n    environment:\n      NEO4J_PASSWORD: hunter3hunter3\n";
        var found = Assert.Single(Look(Text), finding => finding.Rule == "neo4j-auth");
        Assert.Contains("graph | app (NEO4J_PASSWORD)", found.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Look(Text.Replace("hunter3hunter3", "hunter2hunter2", StringComparison.Ordinal)), finding => finding.Rule == "neo4j-auth");
    }

    [Theory]
    [InlineData("services:\r\n  graph:\r\n    image: neo4j:5 # ours\r\n    environment:\r\n      NEO4J_AUTH: 'hunter2hunter2'   # secret", "neo4j-auth", "'hunter2", "'neo4j/hunter2")]
    [InlineData("services:\n  graph:\n    image: neo4j:5\n    environment:\n      - \"NEO4J_AUTH=${PW}\"\n", "neo4j-auth", "=${PW}", "=neo4j/${PW}")]
    [InlineData("services:\n  db:\n    image: postgres:17\n    ports:\n    - 5432:5432 # everybody\n", "open-port", "- 5432", "- 127.0.0.1:5432")]
    [InlineData("services: {db: {image: 'postgres:17', ports: [\"5432:5432\"]}}", "open-port", "[\"5432", "[\"127.0.0.1:5432")]
    public void A_patch_puts_in_its_own_bytes_and_nothing_else(string text, string rule, string before, string after)
    {
        var change = Assert.Single(Look(text, "PW=hunter2hunter2\n"), finding => finding.Rule == rule && finding.Patch is not null).Change!;
        Assert.Equal(text.Replace(before, after, StringComparison.Ordinal), change.Text);
        Assert.DoesNotContain("hunter2", change.Difference, StringComparison.Ordinal);
    }

    [Fact]
    public void What_an_anchor_shares_is_patched_for_nobody()
    {
        var found = Look("services:\n  db:\n    image: postgres:17\n    ports: &ports [\"5432:5432\"]\n  other:\n    image: postgres:17\n    ports: *ports\n");
        Assert.Contains(found, finding => finding.Rule == "open-port");
        Assert.DoesNotContain(found, finding => finding.Patch is not null);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private List<ComposeFinding> Look(string text, string environment = "")
    {
        var path = Path.Combine(_folder.FullName, "compose.yaml");
        var known = new Dictionary<string, string>();
        EnvironmentFile.ReadInto(environment, known);
        var project = new ComposeProject("test", _folder.FullName, _folder.FullName, [ComposeFile.Of(path, path, Encoding.UTF8.GetBytes(text))], known);
        var interpolation = new Interpolation(known);
        var sight = new ComposeSight(project, project.Merge(interpolation), project.Merge(null), interpolation, [], []);
        var mask = new SecretMask([]);
        var patches = new ComposePatches(new ComposeMask(mask));
        IComposeRule[] rules = [new StructureRule(), new ReferenceRule(new ComposeProjects(Options.Create(new ComposeOptions()))), new Neo4jRule(patches), new ExposureRule(patches), new ImageRule(patches), new SecretRule(mask), new DriftRule(mask)];
        return [.. rules.SelectMany(rule => rule.Look(sight))];
    }
}
