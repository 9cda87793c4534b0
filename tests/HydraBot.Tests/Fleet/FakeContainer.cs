using Microsoft.AspNetCore.Http;

namespace HydraBot.Tests.Fleet;

/// <summary>A container of the fake engine.</summary>
internal sealed class FakeContainer(string name)
{
    public string Id { get; init; } = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(name)));

    public string Name => name;

    public string State { get; init; } = "running";

    public string Status { get; init; } = "Up 3 hours";

    /// <summary>Of its healthcheck; null when it has none.</summary>
    public string? Health { get; init; }

    public int Restarts { get; set; }

    public List<string> LogQueries { get; } = [];

    public Func<HttpContext, Task> WriteLogs { get; init; } = _ => Task.CompletedTask;

    public Func<HttpContext, Task> Restarted { get; init; } = _ => Task.CompletedTask;

    public object Listed() => new
    {
        Id,
        Names = new[] { $"/{name}" },
        Image = "nginx:1.27",
        State,
        Status,
        Ports = new[]
        {
            new { IP = "0.0.0.0", PrivatePort = 80, PublicPort = 8080, Type = "tcp" },
            new { IP = "::", PrivatePort = 80, PublicPort = 8080, Type = "tcp" },
        },
    };

    public object Inspected() => new
    {
        Id,
        Name = $"/{name}",
        State = new
        {
            Status = State,
            Running = State == "running",
            StartedAt = "2026-01-31T18:00:00.123456789Z",
            ExitCode = 0,
            Health = Health is null ? null : new { Status = Health, FailingStreak = 0, Log = new[] { new { ExitCode = 1, Output = "connection refused\n" } } },
        },
        Config = new { Tty = false, Healthcheck = Health is null ? null : new { Test = new[] { "CMD", "check" } } },
    };
}
