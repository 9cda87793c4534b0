using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace HydraBot.DiscordEmulator;

/// <summary>A running Discord of one's own: REST, gateway, attachments and the page, on loopback.</summary>
public sealed class EmulatedDiscord : IAsyncDisposable
{
    private readonly WebApplication _server;

    private EmulatedDiscord(WebApplication server, Uri url)
    {
        _server = server;
        Url = url;
    }

    /// <summary>The address that was bound; the page is here.</summary>
    public Uri Url { get; }

    /// <summary>Base of the REST API, ending in <c>/api/v10/</c>.</summary>
    public Uri ApiBaseUrl => new(Url, "api/v10/");

    /// <summary>Token of the seeded bot "HydraBot", the same after a restart.</summary>
    public string BotToken { get; } = "";

    /// <summary>Id of the seeded application "HydraBot".</summary>
    public ulong ApplicationId { get; }

    /// <summary>Id of the seeded guild "Hydra".</summary>
    public ulong GuildId { get; }

    /// <summary>Opens the world under <see cref="DiscordEmulatorOptions.StoragePath"/> and starts to listen.</summary>
    /// <exception cref="EmulatorStartException">The address is taken or not valid, or the world cannot be opened.</exception>
    public static async Task<EmulatedDiscord> StartAsync(
        DiscordEmulatorOptions options, ILoggerFactory loggers, TimeProvider time, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddSingleton(time);
        builder.Services.AddSingleton(loggers);
        builder.WebHost.UseUrls(options.Url.ToString());
        var server = builder.Build();
        await server.StartAsync(cancellationToken);
        return new EmulatedDiscord(server, options.Url);
    }

    /// <summary>Says goodbye to every gateway connection, stops listening and writes what is not yet on disk.</summary>
    public async ValueTask DisposeAsync() => await _server.DisposeAsync();
}
