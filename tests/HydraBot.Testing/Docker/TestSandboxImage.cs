namespace HydraBot.Testing.Docker;

/// <summary>The sandbox's image that the tests have: of four languages, smaller than everybody's. <c>.ci/run</c> builds it.</summary>
public static class TestSandboxImage
{
    /// <summary>Settings that name it.</summary>
    public static IReadOnlyList<(string Key, string Value)> Settings { get; } =
    [
        ("Sandbox:Include:0", "python"), ("Sandbox:Include:1", "bash"), ("Sandbox:Include:2", "perl"), ("Sandbox:Include:3", "sql"), ("Sandbox:Extras", "false"),
    ];

    /// <summary>The same as a program is given them.</summary>
    public static string[] Arguments => [.. Settings.Select(setting => $"--{setting.Key}={setting.Value}")];
}
