using System.Text.Json.Serialization;

namespace HydraBot.Fleet.Services;

/// <summary>What one look at a service saw.</summary>
/// <param name="Up">True when it is well.</param>
/// <param name="Milliseconds">How long it took to answer.</param>
/// <param name="Trouble">What is wrong, in a sentence; null when it is well.</param>
/// <param name="Expires">When its certificate ends.</param>
internal sealed record ServiceReading(bool Up, double Milliseconds, string? Trouble = null, DateTimeOffset? Expires = null);

/// <summary>How a service stands.</summary>
/// <param name="Name">As the settings call it.</param>
/// <param name="Kind">How it is looked at.</param>
/// <param name="Target">What is looked at; never a password.</param>
/// <param name="Up">True when it is well; null before the first look.</param>
/// <param name="Milliseconds">How long its last answer took.</param>
/// <param name="Trouble">What is wrong.</param>
/// <param name="Failures">How many looks in a row failed.</param>
/// <param name="Since">Since when it is as it is, as far as this house knows.</param>
/// <param name="Expires">When its certificate ends.</param>
internal sealed record ServiceState(
    string Name, ServiceKind Kind, string Target, bool? Up, double? Milliseconds, string? Trouble, int Failures, DateTimeOffset? Since, DateTimeOffset? Expires)
{
    /// <summary>True when it failed so often in a row that people are told.</summary>
    [JsonIgnore]
    public bool IsDown { get; init; }

    /// <summary>True when people were told that its certificate ends soon.</summary>
    [JsonIgnore]
    public bool IsEnding { get; init; }
}

/// <summary>All services.</summary>
internal sealed record ServiceList(IReadOnlyList<ServiceState> Services);
