namespace HydraBot.Fleet.Healing;

/// <summary>What healing knows of a container that is not well. Touched by the round and, while it runs, by its treatment; never by both at once.</summary>
internal sealed class HealCase(string id, string name, DateTimeOffset since)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    public string Id => id;

    public string Name => name;

    /// <summary>When it was first seen so.</summary>
    public DateTimeOffset Since { get; private set; } = since;

    /// <summary>Restarts in a row that did not help.</summary>
    public int Failures { get; set; }

    /// <summary>The start of the container at which it was given up; another start is another chance.</summary>
    public string? GivenUpAt { get; set; }

    /// <summary>Nothing is tried before this.</summary>
    public DateTimeOffset NotBefore { get; set; }

    /// <summary>What was last said of it, so that it is not said twice.</summary>
    public string? Said { get; set; }

    /// <summary>The restart under way.</summary>
    public Task? Treatment { get; set; }

    public bool IsTreated => Treatment is { IsCompleted: false };

    /// <summary>Where the clock was set back since, what it waits for would else lie far ahead.</summary>
    public void Look(DateTimeOffset now)
    {
        if (now >= Since)
            return;
        Since = now;
        if (NotBefore > now + LongestWait)
            NotBefore = now + LongestWait;
    }

    /// <summary>What alerts call it.</summary>
    public string Key => $"container:{name}";
}
