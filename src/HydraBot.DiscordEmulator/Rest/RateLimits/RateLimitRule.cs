using System.Security.Cryptography;
using System.Text;

namespace HydraBot.DiscordEmulator.Rest.RateLimits;

/// <summary>How often a bucket may be used; requests of one account to the same bucket and major parameter share a count.</summary>
internal sealed record RateLimitRule(string Bucket, int Limit, TimeSpan Window)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public static readonly RateLimitRule MessageCreate = new("message-create", 5, 5 * Second);
    public static readonly RateLimitRule MessageEdit = new("message-edit", 5, 5 * Second);
    public static readonly RateLimitRule MessageDelete = new("message-delete", 5, Second);
    public static readonly RateLimitRule MessagePins = new("message-pins", 5, 5 * Second);
    public static readonly RateLimitRule Reactions = new("reactions", 1, Second / 4);
    public static readonly RateLimitRule Typing = new("typing", 5, 5 * Second);
    public static readonly RateLimitRule Threads = new("threads", 10, 10 * Second);
    public static readonly RateLimitRule Commands = new("commands", 5, 5 * Second);
    public static readonly RateLimitRule Webhook = new("webhook", 5, 2 * Second) { OutsideGlobalLimit = true };
    public static readonly RateLimitRule InteractionCreate = new("interaction-create", 20, Second);
    public static readonly RateLimitRule Changing = new("changing", 10, 10 * Second);

    /// <summary>First answers to interactions: no bucket, and outside the global limit.</summary>
    public static readonly RateLimitRule InteractionCallback = new("", 0, TimeSpan.Zero) { OutsideGlobalLimit = true };

    /// <summary>The X-RateLimit-Bucket header: opaque, the same for routes that share a count.</summary>
    public string Hash { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Bucket)).AsSpan(0, 16));

    public bool OutsideGlobalLimit { get; init; }

    public bool IsLimited => Limit > 0;

    public static RateLimitRule Reading(string template) => new($"read {template}", 10, Second);
}
