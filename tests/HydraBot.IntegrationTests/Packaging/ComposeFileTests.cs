using HydraBot.Testing;
using Xunit;

namespace HydraBot.IntegrationTests.Packaging;

/// <summary>The compose file as Docker Compose itself reads it.</summary>
public sealed class ComposeFileTests
{
    private static readonly string File = Path.Combine(SourceFolder.Root, "compose.yaml");

    private static readonly Dictionary<string, string> Secrets = new()
    {
        ["DISCORD_TOKEN"] = "a-token",
        ["POSTGRES_PASSWORD"] = "a-password",
        ["HYDRABOT_API_KEY"] = "a-key-of-the-house",
    };

    [Fact]
    public async Task It_is_one_that_compose_takes()
    {
        await RequireAsync();
        var (code, said) = await DockerProgram.TryAsync(["compose", "--file", File, "config"], Secrets);
        Assert.True(code == 0, said);
        foreach (var service in new[] { "hydrabot:", "postgres:", "qdrant:", "engine:" })
            Assert.Contains($"  {service}", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DISCORD_TOKEN")]
    [InlineData("POSTGRES_PASSWORD")]
    [InlineData("HYDRABOT_API_KEY")]
    public async Task A_secret_that_is_missing_stops_it_and_is_named(string name)
    {
        await RequireAsync();
        var (code, said) = await DockerProgram.TryAsync(["compose", "--file", File, "config", "--quiet"], new Dictionary<string, string>(Secrets) { [name] = "" });
        Assert.NotEqual(0, code);
        Assert.Contains($"{name} is missing", said, StringComparison.Ordinal);
    }

    private static async Task RequireAsync()
    {
        DockerProgram.Require();
        Parts.Require((await DockerProgram.TryAsync(["compose", "version"])).Code == 0, "Docker Compose is not there (the package docker-compose of Debian 13).");
    }
}
