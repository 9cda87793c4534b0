using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Docker.DotNet;
using Docker.DotNet.Models;
using HydraBot.Testing.Docker;
using HydraBot.Tests.Backups;
using Xunit;

namespace HydraBot.IntegrationTests.Fleet;

/// <summary>A cleanup on a real engine, by policies that hold for one label alone: nobody else's images, containers or volumes are looked at.</summary>
public sealed class DiskCleanupTests
{
    private const string Label = "hydrabot.test.disk";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_cleanup_removes_exactly_what_was_shown_and_spares_what_came_into_use_since()
    {
        await using var containers = await TestContainers.RequireAsync(Token);
        using var engine = new DockerClientBuilder().WithEndpoint(new Uri(TestContainers.Address)).Build();
        var mark = containers.Prefix;
        var labels = new Dictionary<string, string> { [Label] = mark };
        var former = await BuildAsync(engine, $"{mark}-app:1", "first", labels);
        var present = await BuildAsync(engine, $"{mark}-app:1", "second", labels);
        var unused = await BuildAsync(engine, $"{mark}-unused:1", "third", labels);
        var imported = await ImportAsync(engine, $"{mark}-imported", mark);
        var user = await CreateAsync(engine, present, mark, new Dictionary<string, string>(labels));
        var done = await CreateAsync(engine, $"{BusyboxImage.Name}", mark, new Dictionary<string, string>(labels) { ["hydrabot.cleanup"] = "true" });
        var byHand = await CreateAsync(engine, $"{BusyboxImage.Name}", mark, new Dictionary<string, string>(labels));
        var volume = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        await engine.Volumes.CreateAsync(new VolumesCreateParameters { Name = volume, Labels = labels }, Token);
        string? late = null;
        try
        {
            await WriteAsync(engine, volume, labels, "echo 17 > /v/PG_VERSION");
            await using var house = await BackupHouse.StartAsync(
                ("Fleet:Engine", TestContainers.Address), ("Fleet:Disk:Label", $"{Label}={mark}"), ("Fleet:Disk:DanglingImages", "00:00:00"), ("Fleet:Disk:UnusedImages", "00:00:00"),
                ("Fleet:Disk:StoppedContainers", "00:00:00"), ("Fleet:Disk:AnonymousVolumes", "00:00:00"));

            var (_, preview) = await house.Road.DoneAsync("disk.preview");
            Assert.Equal(new[] { former, unused, done, volume }.Order(), preview.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!).Order());
            Assert.All(preview.GetProperty("items").EnumerateArray(), item => Assert.NotEmpty(item.GetProperty("wayBack").GetString()!));
            Assert.Equal(3, preview.GetProperty("left").GetArrayLength());
            late = await CreateAsync(engine, unused, mark, new Dictionary<string, string>(labels));

            var (card, report) = await house.Road.DoneAsync("disk.cleanup", JsonSerializer.Serialize(new { preview = preview.GetProperty("preview").GetInt64() }));

            Assert.Equal(new[] { former, done, volume }.Order(), report.GetProperty("removed").EnumerateArray().Select(item => item.GetProperty("id").GetString()!).Order());
            Assert.Contains("came into use since", Assert.Single(report.GetProperty("kept").EnumerateArray()).GetProperty("reason").GetString(), StringComparison.Ordinal);
            Assert.Equal("text/plain", Assert.Single(card.Files).MediaType);
            await Assert.ThrowsAsync<DockerImageNotFoundException>(() => engine.Images.InspectImageAsync(former, Token));
            foreach (var id in new[] { present, unused, imported })
                Assert.Equal(id, (await engine.Images.InspectImageAsync(id, Token)).ID);
            Assert.Equal(byHand, (await engine.Containers.InspectContainerAsync(byHand, Token)).ID);

            // The way back that the report names is one.
            var way = report.GetProperty("removed").EnumerateArray().First(item => item.GetProperty("kind").GetString() == "volume").GetProperty("wayBack").GetString()!;
            await house.Road.DoneAsync("backup.restore", JsonSerializer.Serialize(new { backup = way["backup.restore ".Length..] }));
            Assert.Equal("17\n", await WriteAsync(engine, volume, labels, "cat /v/PG_VERSION"));
        }
        finally
        {
            foreach (var id in new[] { user, done, byHand, late }.OfType<string>())
                await Quietly(() => engine.Containers.RemoveContainerAsync(id, new ContainerRemoveParameters { Force = true }, CancellationToken.None));
            foreach (var id in new[] { former, present, unused, imported })
                await Quietly(() => engine.Images.DeleteImageAsync(id, new ImageDeleteParameters { Force = true }, CancellationToken.None));
            await Quietly(() => engine.Volumes.RemoveAsync(volume, true, CancellationToken.None));
        }
    }

    private static async Task Quietly(Func<Task> remove)
    {
        try
        {
            await remove();
        }
        catch (DockerApiException)
        {
            // The cleanup removed it.
        }
    }

    private static async Task<string> BuildAsync(DockerClient engine, string name, string content, Dictionary<string, string> labels)
    {
        using var tar = new MemoryStream();
        await using (var writer = new TarWriter(tar, TarEntryFormat.Ustar, leaveOpen: true))
        {
            foreach (var (file, text) in new[] { ("Dockerfile", "FROM scratch\nCOPY file /file\nCMD [\"/file\"]\n"), ("file", content + Guid.CreateVersion7()) })
                await writer.WriteEntryAsync(new UstarTarEntry(TarEntryType.RegularFile, file) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) }, Token);
        }

        tar.Position = 0;
        await engine.Images.BuildImageFromDockerfileAsync(new ImageBuildParameters { Tags = [name], Labels = labels }, tar, null, null, new Progress<JSONMessage>(), Token);
        return (await engine.Images.InspectImageAsync(name, Token)).ID;
    }

    private static async Task<string> ImportAsync(DockerClient engine, string name, string mark)
    {
        using var tar = new MemoryStream();
        await using (var writer = new TarWriter(tar, TarEntryFormat.Ustar, leaveOpen: true))
            await writer.WriteEntryAsync(new UstarTarEntry(TarEntryType.RegularFile, "only") { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(mark)) }, Token);
        tar.Position = 0;
        await engine.Images.CreateImageAsync(new ImagesCreateParameters { FromSrc = "-", Repo = name, Tag = "1", Changes = [$"LABEL {Label}={mark}"] }, tar, null, new Progress<JSONMessage>(), Token);
        return (await engine.Images.InspectImageAsync($"{name}:1", Token)).ID;
    }

    private static async Task<string> CreateAsync(DockerClient engine, string image, string mark, Dictionary<string, string> labels)
    {
        labels["hydrabot.heal"] = "false";
        labels["hydrabot.test"] = mark;
        return (await engine.Containers.CreateContainerAsync(
            new CreateContainerParameters { Image = image, Cmd = ["exit 0"], Labels = labels, HostConfig = new HostConfig { NetworkMode = "none" } }, Token)).ID;
    }

    private static async Task<string> WriteAsync(DockerClient engine, string volume, Dictionary<string, string> labels, string script)
    {
        var created = await engine.Containers.CreateContainerAsync(
            new CreateContainerParameters
            {
                Image = BusyboxImage.Name,
                Cmd = [script],
                Labels = new Dictionary<string, string>(labels) { ["hydrabot.heal"] = "false" },
                HostConfig = new HostConfig { NetworkMode = "none", Binds = [$"{volume}:/v"] },
            }, Token);
        await engine.Containers.StartContainerAsync(created.ID, new ContainerStartParameters(), Token);
        await engine.Containers.WaitContainerAsync(created.ID, Token);
        using var logs = await engine.Containers.GetContainerLogsAsync(created.ID, new ContainerLogsParameters { ShowStdout = true }, Token);
        var (output, _) = await logs.ReadOutputToEndAsync(Token);
        await engine.Containers.RemoveContainerAsync(created.ID, new ContainerRemoveParameters { Force = true }, Token);
        return output;
    }
}
