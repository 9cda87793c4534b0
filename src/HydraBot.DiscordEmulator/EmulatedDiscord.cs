using HydraBot.DiscordEmulator.Gateway;
using HydraBot.DiscordEmulator.Voice;
using HydraBot.DiscordEmulator.World;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;

namespace HydraBot.DiscordEmulator;

/// <summary>A running Discord of one's own: REST, gateway, attachments and the page, on loopback.</summary>
public sealed class EmulatedDiscord : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly EmulatorParts _parts;

    private EmulatedDiscord(WebApplication server, EmulatorParts parts)
    {
        _server = server;
        _parts = parts;
    }

    /// <summary>The address that was bound; the page is here.</summary>
    public Uri Url => _parts.Address.Url;

    /// <summary>Base of the REST API, ending in <c>/api/v10/</c>.</summary>
    public Uri ApiBaseUrl => new(Url, "api/v10/");

    /// <summary>Token of the seeded bot "HydraBot", the same after a restart.</summary>
    public string BotToken => _parts.World.Users.Find(_parts.World.SeededApplication.Id)!.Token;

    /// <summary>Id of the seeded application "HydraBot", which is also its bot's user id.</summary>
    public ulong ApplicationId => _parts.World.SeededApplication.Id.Value;

    /// <summary>Id of the seeded guild "Hydra".</summary>
    public ulong GuildId => _parts.World.SeededGuild.Id.Value;

    /// <summary>The voice servers; members who join a voice channel are sent here.</summary>
    public EmulatedVoice Voice => _parts.Voice;

    /// <summary>Opens the world under <see cref="DiscordEmulatorOptions.StoragePath"/> and starts to listen.</summary>
    /// <exception cref="EmulatorStartException">The address is taken or not valid, or the world cannot be opened.</exception>
    public static async Task<EmulatedDiscord> StartAsync(
        DiscordEmulatorOptions options, ILoggerFactory loggers, TimeProvider time, CancellationToken cancellationToken)
    {
        var parts = new EmulatorParts(DiscordWorld.Open(options, time, loggers), await EmulatedVoice.StartAsync(cancellationToken), options.PageVoice, loggers);
        var server = EmulatorServer.Build(parts, options.Url, loggers);
        try
        {
            await server.StartAsync(cancellationToken);
        }
        catch (Exception cause)
        {
            await server.DisposeAsync();
            await parts.DisposeAsync();
            if (cause is IOException or InvalidOperationException or ArgumentException or AddressInUseException)
                throw new EmulatorStartException($"The emulator cannot listen on {options.Url} (setting Emulator:Url): {cause.Message}", cause);
            throw;
        }
        parts.Address.Url = new Uri(server.Urls.First() + "/");
        return new EmulatedDiscord(server, parts);
    }

    /// <summary>Says goodbye to every gateway connection, stops listening and writes what is not yet on disk.</summary>
    public async ValueTask DisposeAsync()
    {
        _parts.Calls.Stop();
        foreach (var connection in _parts.Gateway.Connections)
            connection.Close(GatewayCloseCode.GoingAway, "The emulator stops.");
        await _server.StopAsync();
        await _server.DisposeAsync();
        await _parts.DisposeAsync();
    }
}
