using System.Text.Json;
using Docker.DotNet.Models;
using HydraBot.Testing.Docker;
using Xunit;

namespace HydraBot.IntegrationTests.Fleet;

/// <summary>This machine's engine and a second real one, reached over TLS and over SSH.</summary>
public class SeveralHostsTests
{
    private const string Serve = "trap 'exit 0' TERM; echo serving; while true; do sleep 1 & wait $!; done";
    private const int TlsPort = 2376;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Containers_of_another_host_are_seen_and_cared_for_over_TLS_and_SSH_and_its_end_takes_nothing_from_the_others()
    {
        await using var containers = await TestContainers.RequireAsync(Token);
        using var certificates = new EngineCertificates();
        await using var engine = await OwnEngine.RequireAsync(Token, certificates.Arguments(TlsPort));
        await using var port = engine.Forward(TlsPort);
        await using var ssh = await SshServer.RequireAsync(engine.Address, Token);
        await engine.TakeImageAsync(BusyboxImage.Name, Token);
        var here = await containers.RunAsync("web", Serve, cancellationToken: Token);
        var there = await RunAsync(engine, $"{containers.Prefix}-far");
        await using var house = await CareHouse.StartAsync(
            containers,
            ("Fleet:Engines:tls:Address", $"tcp://127.0.0.1:{port.Port}"), ("Fleet:Engines:tls:CaFile", certificates.Authority),
            ("Fleet:Engines:tls:CertificateFile", certificates.Client), ("Fleet:Engines:tls:KeyFile", certificates.ClientKey),
            ("Fleet:Engines:ssh:Address", $"ssh://root@127.0.0.1:{ssh.Port}"), ("Fleet:Engines:ssh:KeyFile", ssh.KeyFile), ("Fleet:Engines:ssh:KnownHostsFile", ssh.KnownHostsFile),
            ("Fleet:StatusTimeout", "00:00:20"), ("Fleet:Heal:Containers", $"{containers.Prefix}*@tls"));

        Assert.Empty((await house.Road.DoneAsync("container.list")).Value.GetProperty("silent").EnumerateArray().Select(one => one.GetString()));
        Assert.Equal([$"{there}@ssh", $"{there}@tls", here], await NamesAsync(house, containers.Prefix));
        foreach (var name in (string[])[$"{there}@tls", $"{there}@ssh"])
        {
            Assert.Equal("serving", Value(await house.Road.DoneAsync("container.logs", JsonSerializer.Serialize(new { container = name, lines = 1 })), "text"));
            Assert.Equal("far", Value(await house.Road.DoneAsync("container.exec", JsonSerializer.Serialize(new { container = name, command = "cat /tmp/where" })), "output"));
            await house.Road.DoneAsync("container.stop", Arguments(name));
            Assert.False((await engine.Client.Containers.InspectContainerAsync(there, Token)).State!.Running);
            Assert.Equal(name, Value(await house.Road.DoneAsync("container.start", Arguments(name)), "container"));
        }

        await engine.Client.Containers.KillContainerAsync(there, new ContainerKillParameters { Signal = "KILL" }, Token);
        var told = await house.Notices.UntilAsync(notice => notice.Card.Title.StartsWith("All clear", StringComparison.Ordinal), Token);
        Assert.Contains($"{there}@tls", told.Card.Text, StringComparison.Ordinal);
        Assert.Contains("container.heal", await house.RanAsync());

        await engine.StopAsync(Token);
        Assert.Equal([here], await NamesAsync(house, containers.Prefix));
        var (card, _) = await house.Road.DoneAsync("status");
        Assert.Contains("The engine of `ssh` does not answer.", card.Text, StringComparison.Ordinal);
        Assert.Contains("The engine of `tls` does not answer.", card.Text, StringComparison.Ordinal);
        await house.Road.DoneAsync("container.restart", Arguments(here));
        await house.Notices.UntilAsync(notice => notice.Card.Text?.Contains("engine of `tls` does not answer", StringComparison.Ordinal) == true, Token);
    }

    [Fact]
    public async Task An_engine_whose_certificate_or_key_we_do_not_trust_is_not_spoken_to()
    {
        await using var containers = await TestContainers.RequireAsync(Token);
        using var certificates = new EngineCertificates();
        using var strangers = new EngineCertificates();
        await using var engine = await OwnEngine.RequireAsync(Token, certificates.Arguments(TlsPort));
        await using var port = engine.Forward(TlsPort);
        await using var ssh = await SshServer.RequireAsync(engine.Address, Token);
        await using var house = await CareHouse.StartAsync(
            containers,
            ("Fleet:Engines:tls:Address", $"tcp://127.0.0.1:{port.Port}"), ("Fleet:Engines:tls:CaFile", strangers.Authority),
            ("Fleet:Engines:ssh:Address", $"ssh://root@127.0.0.1:{ssh.Port}"), ("Fleet:Engines:ssh:KeyFile", ssh.KeyFile), ("Fleet:Engines:ssh:KnownHostsFile", certificates.Authority));

        var silent = (await house.Road.DoneAsync("container.list")).Value.GetProperty("silent").EnumerateArray().Select(one => one.GetString()!).ToArray();

        Assert.Equal(2, silent.Length);
        Assert.Contains("Host key verification failed", silent[0], StringComparison.Ordinal);
        Assert.Contains("certificate", silent[1], StringComparison.Ordinal);
    }

    private static async Task<string> RunAsync(OwnEngine engine, string name)
    {
        var made = await engine.Client.Containers.CreateContainerAsync(
            new CreateContainerParameters
            {
                Name = name,
                Image = BusyboxImage.Name,
                Cmd = [$"echo far > /tmp/where; {Serve}"],
                HostConfig = new HostConfig { NetworkMode = "none", RestartPolicy = new RestartPolicy { Name = RestartPolicyKind.UnlessStopped } },
            },
            Token);
        await engine.Client.Containers.StartContainerAsync(made.ID, new ContainerStartParameters(), Token);
        return name;
    }

    private static async Task<string[]> NamesAsync(CareHouse house, string prefix) =>
    [
        .. (await house.Road.DoneAsync("container.list")).Value.GetProperty("containers").EnumerateArray()
            .Select(one => one.GetProperty("name").GetString()!).Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal),
    ];

    private static string? Value((HydraBot.Governance.Operations.Card Card, JsonElement Value) done, string property) => done.Value.GetProperty(property).GetString();

    private static string Arguments(string container) => JsonSerializer.Serialize(new { container });
}
