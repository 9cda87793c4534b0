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

    /// <summary>
    /// How many connections the bot's guilds are spread over, in all processes together; 0 for as many as Discord recommends.
    /// https://discord.com/developers/docs/events/gateway#sharding
    /// </summary>
    public int ShardCount { get; init; } = 1;

    /// <summary>Which of them this client holds, by their numbers from 0; null for all.</summary>
    public IReadOnlyList<int>? Shards { get; init; }

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
        if (ShardCount < 0)
            throw new ArgumentException($"ShardCount is {ShardCount}; 1 or more is allowed, or 0 for as many as Discord recommends.");
        if (Shards is not null && ShardCount == 0)
            throw new ArgumentException("Shards are named but ShardCount is 0: which shards there are is known only when ShardCount is set.");
        if (Shards is { } shards && (shards.Count == 0 || shards.Distinct().Count() < shards.Count || shards.Any(shard => shard < 0 || shard >= ShardCount)))
            throw new ArgumentException($"Shards is [{string.Join(", ", shards)}] of ShardCount {ShardCount}; each of 0 to {ShardCount - 1} once is allowed.");
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
