using System.Globalization;
using HydraBot.Testing;
using HydraBot.Testing.Docker;
using Xunit;

namespace HydraBot.IntegrationTests.Packaging;

/// <summary>The image that is made out of Debian's packages, where no registry can be reached.</summary>
public sealed class ImageTests
{
    private const long MostBytes = 300_000_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_small_and_is_well_without_rights_on_a_file_system_that_is_only_read()
    {
        var image = Environment.GetEnvironmentVariable("HYDRA_TEST_IMAGE") ?? "";
        Parts.Require(image.Length > 0, "HYDRA_TEST_IMAGE names no image; deploy/build-image.sh NAME builds one.");
        DockerProgram.Require();
        await using var containers = await TestContainers.RequireAsync(Token);
        var house = "";
        try
        {
            Assert.InRange(long.Parse(await DockerProgram.RunAsync(["image", "inspect", "--format", "{{.Size}}", image]), CultureInfo.InvariantCulture), 1, MostBytes);
            house = await DockerProgram.RunAsync(
            [
                "run", "--detach", "--label", TestContainers.Label, "--read-only", "--tmpfs", "/tmp", "--cap-drop", "ALL", "--security-opt", "no-new-privileges", "--network", "none", image,
                "--Fleet:Heal:Enabled=false",
            ]);

            Assert.Equal("1654", await DockerProgram.RunAsync(["exec", house, "id", "-u"]));
            await UntilWellAsync(house);
            Assert.Contains("usage: git remote-curl", (await DockerProgram.TryAsync(["exec", house, "/usr/lib/git-core/git-remote-https"])).Said, StringComparison.Ordinal);
            Assert.Equal(0, (await DockerProgram.TryAsync(["exec", house, "ssh", "-V"])).Code);
            Assert.Contains("git version", await DockerProgram.RunAsync(["exec", house, "git", "--version"]), StringComparison.Ordinal);

            await DockerProgram.RunAsync(["stop", "--time", "45", house]);
            Assert.Equal("0", await DockerProgram.RunAsync(["inspect", "--format", "{{.State.ExitCode}}", house]));
        }
        finally
        {
            if (house.Length > 0)
                await DockerProgram.RunAsync(["rm", "--force", "--volumes", house]);
        }
    }

    /// <summary>What the image's own health check runs.</summary>
    private static async Task UntilWellAsync(string house)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(TimeSpan.FromMinutes(1));
        while (true)
        {
            var (code, said) = await DockerProgram.TryAsync(["exec", house, "/app/HydraBot", "health"]);
            if (code == 0)
                return;
            if (patience.IsCancellationRequested)
                Assert.Fail($"Not well after a minute: {said}\n{(await DockerProgram.TryAsync(["logs", house])).Said}");
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, Token);
        }
    }
}
