using System.ComponentModel.DataAnnotations;

namespace HydraBot.Doors.Chat;

/// <summary>Section <c>Discord:Shards</c>: connections for a bot of many servers. A homelab needs one.</summary>
internal sealed class DiscordShardOptions : IValidatableObject
{
    /// <summary>How many there are, in all processes together; 0 for as many as Discord recommends.</summary>
    [Range(0, 100_000)]
    public int Count { get; set; } = 1;

    /// <summary>The numbers that this process holds; left out, all of them.</summary>
    public IReadOnlyList<int>? Ids { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Ids is null)
            yield break;
        if (Count == 0)
            yield return new ValidationResult("Discord:Shards:Ids is set but Discord:Shards:Count is 0; say how many shards there are in all.", [nameof(Count)]);
        else if (Ids.Count == 0 || Ids.Distinct().Count() < Ids.Count || Ids.Any(id => id < 0 || id >= Count))
            yield return new ValidationResult($"Discord:Shards:Ids is [{string.Join(", ", Ids)}]; each of 0 to {Count - 1} once is allowed.", [nameof(Ids)]);
    }
}
