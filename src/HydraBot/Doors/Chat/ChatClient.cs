using HydraBot.Discord;
using HydraBot.Discord.Gateway;
using Microsoft.Extensions.Options;

namespace HydraBot.Doors.Chat;

/// <summary>The one Discord client of the house, made when first used: by then the address is known.</summary>
internal sealed class ChatClient(DiscordAddress address, IOptions<DiscordOptions> options, ILoggerFactory loggers, TimeProvider time) : IAsyncDisposable
{
    private readonly Lazy<DiscordClient> _client = new(() => new DiscordClient(
        new DiscordClientOptions
        {
            Token = address.Token,
            ApiBaseUrl = address.ApiBaseUrl,
            Intents = GatewayIntents.Guilds | GatewayIntents.GuildMessageReactions | GatewayIntents.GuildVoiceStates
                | (options.Value.ReadMessages ? GatewayIntents.GuildMessages | GatewayIntents.MessageContent : GatewayIntents.None),
            ShardCount = options.Value.Shards.Count,
            Shards = options.Value.Shards.Ids,
        },
        loggers,
        time));

    public DiscordClient Client => _client.Value;

    public ValueTask DisposeAsync() => _client.IsValueCreated ? _client.Value.DisposeAsync() : ValueTask.CompletedTask;
}
