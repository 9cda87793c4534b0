using System.Runtime.ExceptionServices;
using System.Text.Json;
using Docker.DotNet;
using HydraBot.Governance.Operations;
using HydraBot.Hosting;
using HydraBot.Sandbox;
using HydraBot.Sandbox.Engine;
using HydraBot.Sandbox.Image;
using HydraBot.Sandbox.Pool;
using HydraBot.Storage;
using HydraBot.Testing;
using HydraBot.Testing.Docker;
using HydraBot.Testing.Road;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;
using Xunit.Sdk;

namespace HydraBot.IntegrationTests.Sandbox;

/// <summary>The sandbox's room on a real engine, in a data folder of its own; with the small image that <c>.ci/run</c> builds, or that is built here.</summary>
public sealed class SandboxHouse : IAsyncLifetime
{
    private static readonly SemaphoreSlim Building = new(1, 1);

    private readonly DirectoryInfo _storage = Directory.CreateTempSubdirectory("hydrabot-sandbox-");
    private readonly (string Key, string Value)[] _settings;
    private TestRoad? _road;
    private ExceptionDispatchInfo? _missing;

    public SandboxHouse()
        : this([])
    {
    }

    internal SandboxHouse(params (string Key, string Value)[] settings) => _settings = settings;

    public TestRoad Road
    {
        get
        {
            Require();
            return _road!;
        }
    }

    /// <summary>Skips the test where a part of the house is missing.</summary>
    public void Require() => _missing?.Throw();

    internal string HouseId => Road.Services.GetRequiredService<HouseMark>().Id;

    internal SandboxEngine Engine => Road.Services.GetRequiredService<SandboxEngine>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The image of the tests, as settings write it.</summary>
    public static IReadOnlyList<(string Key, string Value)> ImageSettings { get; } =
    [
        .. TestSandboxImage.Settings, ("Sandbox:Engine", TestContainers.Address),
    ];

    /// <remarks>A part that is missing skips the tests that come to need it: as a fixture of a class, a house that threw here would fail them.</remarks>
    public async ValueTask InitializeAsync()
    {
        try
        {
            await StartAsync();
        }
        catch (SkipException missing)
        {
            _missing = ExceptionDispatchInfo.Capture(missing);
        }
    }

    private async Task StartAsync()
    {
        await RequireEngineAsync();
        _road = await TestRoad.BuildAsync(
            builder =>
            {
                builder.Services.AddSingleton<ApplicationPaths>().AddSingleton<INoticeBoard>(Notices);
                builder.AddStorage();
                builder.AddSandbox();
                Furnish?.Invoke(builder);
                builder.AddOperationCatalog();
                builder.Services.AddSingleton(services => services.GetRequiredService<OperationJson>().Options);
            },
            [("Storage:Path", _storage.FullName), ("Sandbox:TestAtStart", "false"), .. ImageSettings, .. _settings]);
        await RequireImageAsync(_road.Services);
    }

    /// <summary>Adds to the room, or puts something in another's place.</summary>
    internal Action<IHostApplicationBuilder>? Furnish { get; init; }

    /// <summary>What the house would have posted.</summary>
    internal RecordedNotices Notices { get; } = new();

    /// <summary>Runs a program and returns the record that callers get.</summary>
    public async Task<JsonElement> RunAsync(string language, string code, object? more = null, string caller = "somebody") =>
        (await Road.DoneAsync("sandbox.run", Arguments(language, code, more), AccessLevel.Operator, caller)).Value;

    /// <summary>The arguments of <c>sandbox.run</c>.</summary>
    public static string Arguments(string language, string code, object? more = null)
    {
        var arguments = JsonSerializer.SerializeToNode(more ?? new { })!.AsObject();
        (arguments["language"], arguments["code"]) = (language, code);
        return arguments.ToJsonString();
    }

    /// <summary>Containers of this house that the engine has.</summary>
    internal async Task<IReadOnlyList<FoundContainer>> ContainersAsync() =>
        [.. (await Engine.ListAsync(Token)).Where(container => container.House == HouseId)];

    /// <summary>Ends what was started ahead, so that whatever is left is left of something else.</summary>
    internal Task DisposePoolAsync() => Road.Services.GetRequiredService<WarmPool>().StopAsync(Token);

    /// <summary>Skips the test where there is no engine.</summary>
    internal static async Task RequireEngineAsync()
    {
        using var engine = new DockerClientBuilder().WithEndpoint(new Uri(TestContainers.Address)).Build();
        try
        {
            await engine.System.PingAsync(Token);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or AggregateException or DockerApiException)
        {
            Parts.Require(false, $"No Docker engine answers at {TestContainers.Address}: {exception.GetBaseException().Message}");
        }
    }

    /// <summary>Builds the image unless the engine has it.</summary>
    internal static async Task RequireImageAsync(IServiceProvider services)
    {
        await Building.WaitAsync(Token);
        try
        {
            if (await services.GetRequiredService<SandboxImage>().FindAsync(Token) is not null)
                return;
            Parts.Require(Environment.IsPrivilegedProcess && File.Exists("/usr/bin/mmdebstrap"), "The sandbox's image is built by root with mmdebstrap (apt-get install mmdebstrap).");
            await services.GetRequiredService<ImageBuilder>().BuildAsync(new Progress<OperationProgress>(), Token);
        }
        finally
        {
            Building.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_road is not null)
            await _road.DisposeAsync();
        _storage.Delete(recursive: true);
    }
}

/// <summary>Keeps notices.</summary>
internal sealed class RecordedNotices : INoticeBoard
{
    private readonly System.Collections.Concurrent.ConcurrentQueue<(NoticeTopic Topic, Card Card)> _posted = new();

    public IReadOnlyList<(NoticeTopic Topic, Card Card)> Posted => [.. _posted];

    public ValueTask PostAsync(NoticeTopic topic, Card card, CancellationToken cancellationToken)
    {
        _posted.Enqueue((topic, card));
        return ValueTask.CompletedTask;
    }
}
