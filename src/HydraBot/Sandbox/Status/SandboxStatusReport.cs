namespace HydraBot.Sandbox.Status;

/// <summary>How the sandbox stands.</summary>
internal sealed record SandboxStatusReport
{
    /// <summary>True when a program would run now.</summary>
    public required bool Ready { get; init; }

    /// <summary>Why not, where it would not.</summary>
    public required string? Reason { get; init; }

    public required EngineStatus? Engine { get; init; }

    public required ImageStatus Image { get; init; }

    public required LimitStatus Limits { get; init; }

    public required IsolationStatus Isolation { get; init; }

    public required int Running { get; init; }

    public required int Waiting { get; init; }

    /// <summary>Workers that wait ready, by language.</summary>
    public required IReadOnlyDictionary<string, int> Pool { get; init; }

    /// <summary>True while none is started ahead, since it failed too often.</summary>
    public required bool PoolPaused { get; init; }
}

/// <summary>The engine.</summary>
internal sealed record EngineStatus(
    string Address, string Name, string Runtime, IReadOnlyList<string> Runtimes, string Kernel, string CgroupVersion, bool UserNamespaces, bool AppArmor);

/// <summary>The image.</summary>
internal sealed record ImageStatus(string Name, string? Id, IReadOnlyList<string> Layers, long? SizeBytes);

/// <summary>What one program gets.</summary>
internal sealed record LimitStatus(
    int MemoryMb, int MaxMemoryMb, double Cpus, int TimeoutSeconds, int MaxTimeoutSeconds, int Pids, int DiskMb, int OutputKb, int Concurrent, int ConcurrentPerMember, string Network);

/// <summary>The newest test of the isolation.</summary>
internal sealed record IsolationStatus(bool? Held, int Checks, DateTimeOffset? At, string? Breach);
