using HydraBot.DiscordEmulator;
using HydraBot.Doors.Chat;
using HydraBot.Governance.Audit;
using HydraBot.Hosting.Starting;
using Microsoft.Extensions.Options;

namespace HydraBot.Hosting;

/// <summary>Without a Discord token, a Discord of our own is started on loopback first; nothing else in the house knows which of the two it talks to.</summary>
internal sealed class LocalMode(
    DiscordAddress address,
    IOptions<DiscordOptions> discord,
    IOptions<EmulatorOptions> emulator,
    ApplicationPaths paths,
    SecretMask mask,
    PageVoice voice,
    ILoggerFactory loggers,
    TimeProvider time) : IHostedLifecycleService, IReadyAddress
{
    private EmulatedDiscord? _emulated;

    public string Name => "page";

    /// <summary>Where the page is; null in Discord mode.</summary>
    public string? Url => _emulated?.Url.ToString().TrimEnd('/');

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (discord.Value.Token is { Length: > 0 } token)
        {
            address.Set(discord.Value.ApiBaseUrl, token);
            return;
        }

        try
        {
            _emulated = await EmulatedDiscord.StartAsync(
                new DiscordEmulatorOptions { Url = emulator.Value.Url, StoragePath = paths.Data, PageVoice = voice }, loggers, time, cancellationToken);
        }
        catch (EmulatorStartException exception)
        {
            throw new StartException(exception.Message, exception);
        }

        mask.Learn(_emulated.BotToken);
        address.Set(_emulated.ApiBaseUrl, _emulated.BotToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The bot's client has said goodbye by now.</summary>
    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        if (_emulated is not null)
            await _emulated.DisposeAsync();
    }
}
