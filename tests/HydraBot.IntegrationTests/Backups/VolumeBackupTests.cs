using Docker.DotNet;
using Docker.DotNet.Models;
using HydraBot.Testing.Docker;
using HydraBot.Tests.Backups;
using Xunit;

namespace HydraBot.IntegrationTests.Backups;

/// <summary>Volumes of a real engine: read by tar, brought back exactly.</summary>
public sealed class VolumeBackupTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_volume_comes_back_exactly_and_not_while_somebody_uses_it()
    {
        await using var containers = await TestContainers.RequireAsync(Token);
        using var engine = new DockerClientBuilder().WithEndpoint(new Uri(TestContainers.Address)).Build();
        var volume = $"{containers.Prefix}-files";
        await engine.Volumes.CreateAsync(new VolumesCreateParameters { Name = volume, Labels = new Dictionary<string, string> { ["hydrabot.test"] = containers.Prefix } }, Token);
        try
        {
            await RunAsync(engine, containers, volume, "echo one > /v/kept; echo two > '/v/.hidden file'; echo before > /v/changed");
            await using var house = await BackupHouse.StartAsync(
                ("Fleet:Engine", TestContainers.Address), ("Backups:Targets:files:Kind", "Volume"), ("Backups:Targets:files:Volume", volume));
            var backup = await house.BackUpAsync("files");
            await RunAsync(engine, containers, volume, "rm /v/kept; echo after > /v/changed; echo x > /v/later; echo x > /v/.later");

            var user = await StartAsync(engine, containers, volume, "while true; do sleep 1; done");
            Assert.Contains("is used by", await house.Road.FailedAsync("backup.restore", BackupHouse.Named(backup)), StringComparison.Ordinal);
            await engine.Containers.RemoveContainerAsync(user, new ContainerRemoveParameters { Force = true }, Token);
            await house.RestoreAsync(backup);

            Assert.Equal("one\ntwo\nbefore\n/v/changed /v/kept /v/.hidden file\n", await RunAsync(engine, containers, volume, "cat /v/kept '/v/.hidden file' /v/changed; echo /v/* /v/.[!.]*"));

            // The engine's own word that nothing of ours is left.
            Assert.Empty(await engine.Containers.ListContainersAsync(
                new ContainersListParameters { All = true, Filters = new Dictionary<string, IDictionary<string, bool>> { ["label"] = new Dictionary<string, bool> { [$"hydrabot.volume-archive={volume}"] = true } } }, Token));
        }
        finally
        {
            await engine.Volumes.RemoveAsync(volume, true, CancellationToken.None);
        }
    }

    private static async Task<string> StartAsync(DockerClient engine, TestContainers containers, string volume, string script)
    {
        var created = await engine.Containers.CreateContainerAsync(new CreateContainerParameters
        {
            Image = BusyboxImage.Name,
            Cmd = [script],
            Labels = new Dictionary<string, string> { ["hydrabot.heal"] = "false", ["hydrabot.test"] = containers.Prefix },
            HostConfig = new HostConfig { NetworkMode = "none", Binds = [$"{volume}:/v"] },
        }, Token);
        await engine.Containers.StartContainerAsync(created.ID, new ContainerStartParameters(), Token);
        return created.ID;
    }

    private static async Task<string> RunAsync(DockerClient engine, TestContainers containers, string volume, string script)
    {
        var id = await StartAsync(engine, containers, volume, script);
        await engine.Containers.WaitContainerAsync(id, Token);
        using var logs = await engine.Containers.GetContainerLogsAsync(id, new ContainerLogsParameters { ShowStdout = true }, Token);
        var (output, _) = await logs.ReadOutputToEndAsync(Token);
        await engine.Containers.RemoveContainerAsync(id, new ContainerRemoveParameters { Force = true }, Token);
        return output;
    }
}
