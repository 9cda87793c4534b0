using HydraBot.Discord.Interactions;
using HydraBot.Discord.Model;

namespace HydraBot.Discord;

/// <summary>How a <see cref="DiscordClient"/> connects and how much it holds.</summary>
public sealed class DiscordClientOptions
{
    /// <summary>The bot's token, without the word "Bot". https://discord.com/developers/docs/reference#authentication</summary>
    public required string Token { get; init; }

    /// <summary>REST below this address, the gateway by its <c>gateway/bot</c>. http or https.</summary>
    public Uri ApiBaseUrl { get; init; } = new("https://discord.com/api/v10");

    /// <summary>Which events Discord sends. https://discord.com/developers/docs/events/gateway#gateway-intents</summary>
    public GatewayIntents Intents { get; init; } = GatewayIntents.Guilds;

    /// <summary>What members see beside the bot's name from the start.</summary>
    public Presence? Presence { get; init; }

    /// <summary>In the User-Agent, as Discord asks: where the bot's maker is found. The default is nobody's address; give your own.</summary>
    public string UserAgentUrl { get; init; } = "https://hydrabot.invalid";

    /// <summary>Whether the gateway's frames come compressed (zlib-stream).</summary>
    public bool Compress { get; init; } = true;

    /// <summary>This connection's number, from 0, when the bot's guilds are spread over several. https://discord.com/developers/docs/events/gateway#sharding</summary>
    public int ShardId { get; init; }

    /// <summary>How many connections the bot's guilds are spread over.</summary>
    public int ShardCount { get; init; } = 1;

    /// <summary>Time for one REST attempt.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Attempts after the first for a server error or a broken connection, where a repetition does no harm.</summary>
    public int Retries { get; init; } = 3;

    /// <summary>A rate limit that would last longer is an exception at once.</summary>
    public TimeSpan LongestRateLimitWait { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>REST calls a second over all routes but those of interactions; Discord allows 50.</summary>
    public int RequestsPerSecond { get; init; } = 50;

    /// <summary>Refused requests (401, 403, 429) in ten minutes after which nothing is sent any more; Discord bans at 10,000.</summary>
    public int InvalidRequestLimit { get; init; } = 9_000;

    /// <summary>Events that may wait for one channel's handlers; more are dropped, counted and logged.</summary>
    public int EventsPerChannel { get; init; } = 1_000;

    /// <summary>Events that may wait in all channels together.</summary>
    public int EventsInAll { get; init; } = 20_000;

    /// <summary>Interactions that may be waiting or running; more are answered with <see cref="BusyReply"/>, counted and logged.</summary>
    public int InteractionsInAll { get; init; } = 1_000;

    /// <summary>Whether an interaction waits for the events and interactions before it in its channel.</summary>
    public InteractionOrder InteractionOrder { get; init; } = InteractionOrder.Concurrent;

    /// <summary>From receipt: an interaction that is not answered by then is deferred. Discord allows 3 s.</summary>
    public TimeSpan DeferAfter { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>What a member is told when too many interactions wait.</summary>
    public string BusyReply { get; init; } = "Too much is going on right now. Please try again in a moment.";

    /// <summary>What a member is told who used a command or button that has no handler.</summary>
    public string UnknownReply { get; init; } = "This is not known to the bot any more.";

    /// <summary>What a member is told whose handler failed and who still waits for an answer; empty for nothing.</summary>
    public string FailureReply { get; init; } = "Something went wrong on the bot's side.";

    /// <summary>Guilds, and below each of the other limits, kept in <see cref="Gateway.GuildCache"/>.</summary>
    public int CachedGuilds { get; init; } = 2_500;

    /// <summary>Channels and threads kept in all.</summary>
    public int CachedChannels { get; init; } = 50_000;

    /// <summary>Roles kept in all.</summary>
    public int CachedRoles { get; init; } = 50_000;

    /// <summary>Members kept in all; the longest unseen goes first.</summary>
    public int CachedMembers { get; init; } = 10_000;

    /// <summary>Throws <see cref="ArgumentException"/> for the first setting that cannot be.</summary>
    internal void Check()
    {
        if (string.IsNullOrWhiteSpace(Token) || Token.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)))
            throw new ArgumentException("Token is empty or has white space in it; it is one word from the Bot page of https://discord.com/developers/applications.");
        if (!ApiBaseUrl.IsAbsoluteUri || (ApiBaseUrl.Scheme != Uri.UriSchemeHttps && ApiBaseUrl.Scheme != Uri.UriSchemeHttp))
            throw new ArgumentException($"ApiBaseUrl is '{ApiBaseUrl}'; an http or https address such as https://discord.com/api/v10 is allowed.");
        if (ShardCount < 1 || ShardId < 0 || ShardId >= ShardCount)
            throw new ArgumentException($"ShardId is {ShardId} of ShardCount {ShardCount}; 0 to ShardCount - 1 is allowed.");
        foreach (var (name, value) in ((string, int)[])[
            (nameof(RequestsPerSecond), RequestsPerSecond), (nameof(InvalidRequestLimit), InvalidRequestLimit), (nameof(EventsPerChannel), EventsPerChannel),
            (nameof(EventsInAll), EventsInAll), (nameof(InteractionsInAll), InteractionsInAll), (nameof(CachedGuilds), CachedGuilds),
            (nameof(CachedChannels), CachedChannels), (nameof(CachedRoles), CachedRoles), (nameof(CachedMembers), CachedMembers)])
        {
            if (value < 1)
                throw new ArgumentException($"{name} is {value}; 1 or more is allowed.");
        }
    }
}
