using System.ComponentModel.DataAnnotations;
using HydraBot.Hosting.Engines;
using HydraBot.Sandbox.Languages;
using Microsoft.Extensions.Options;

namespace HydraBot.Sandbox;

/// <summary>Section <c>Sandbox</c>: where programs run, and how much they get.</summary>
internal sealed class SandboxOptions : IValidatableObject
{
    public const string Section = "Sandbox";

    private static readonly string[] Schemes = ["unix", "tcp", "http", "https", "npipe"];

    /// <summary>The engine's address; <c>DOCKER_HOST</c>, and then Docker's own default, where it is not set.</summary>
    public string? Engine { get; set; }

    /// <summary>The runtime; where it is not set runsc or Kata when the engine has it, and otherwise the engine's own default.</summary>
    public string? Runtime { get; set; }

    /// <summary>The languages of the image, by name; all of them where it is empty.</summary>
    public IReadOnlyList<string> Include { get; set; } = [];

    /// <summary>Whether libraries that many programs want (numpy, matplotlib) are part of the image.</summary>
    public bool Extras { get; set; } = true;

    /// <summary>Languages beside those of the recipe, or instead of one of the same name.</summary>
    public Dictionary<string, LanguageOptions> Languages { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Memory of one execution in MiB, files in /work and /tmp included; and the most that a request may ask for.</summary>
    public int MemoryMb { get; set; } = 256;

    public int MaxMemoryMb { get; set; } = 1024;

    /// <summary>Processors of one execution.</summary>
    public double Cpus { get; set; } = 0.5;

    /// <summary>Seconds until a program is killed; and the most that a request may ask for.</summary>
    public int TimeoutSeconds { get; set; } = 30;

    public int MaxTimeoutSeconds { get; set; } = 120;

    /// <summary>Processes and threads of one execution.</summary>
    public int Pids { get; set; } = 64;

    /// <summary>Room in /work and in /tmp, each, in MiB.</summary>
    public int DiskMb { get; set; } = 64;

    /// <summary>How much of each output stream is kept, in KiB.</summary>
    public int OutputKb { get; set; } = 1024;

    /// <summary>Executions at once: in all, and of one member.</summary>
    public int Concurrent { get; set; } = 4;

    public int ConcurrentPerMember { get; set; } = 2;

    /// <summary>How many may wait for their turn: in all, and of one member.</summary>
    public int Waiting { get; set; } = 100;

    public int WaitingPerMember { get; set; } = 40;

    /// <summary>How many executions the history keeps.</summary>
    public int History { get; set; } = 1000;

    /// <summary>Whether the isolation is tested when the house starts.</summary>
    public bool TestAtStart { get; set; } = true;

    public PoolOptions Pool { get; set; } = new();

    public SessionOptions Sessions { get; set; } = new();

    /// <summary>How often leftovers are looked for.</summary>
    public TimeSpan ReapInterval { get; set; } = TimeSpan.FromMinutes(5);

    public Uri EngineAddress => new(EngineText);

    public EngineLine EngineLine => new(
        EngineAddress, "sandbox's engine", "Programs cannot run until it does; everything else works. Start Docker, or set Sandbox:Engine (Sandbox__Engine) to the address of an engine.");

    private static string DefaultEngine => OperatingSystem.IsWindows() ? "npipe://./pipe/docker_engine" : "unix:///var/run/docker.sock";

    private string EngineText => new[] { Engine, Environment.GetEnvironmentVariable("DOCKER_HOST") }
        .FirstOrDefault(address => !string.IsNullOrWhiteSpace(address)) ?? DefaultEngine;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!Uri.TryCreate(EngineText, UriKind.Absolute, out var address) || !Schemes.Contains(address.Scheme))
        {
            yield return new ValidationResult(
                $"Sandbox:Engine (or DOCKER_HOST) is '{EngineText}'; allowed is an address such as {DefaultEngine} or tcp://host:2375, with {string.Join(", ", Schemes)}.");
        }

        (string Name, double Value, double Least, double Most)[] numbers =
        [
            ("MaxMemoryMb", MaxMemoryMb, 32, 65536), ("MemoryMb", MemoryMb, 32, MaxMemoryMb), ("Cpus", Cpus, 0.1, 64),
            ("MaxTimeoutSeconds", MaxTimeoutSeconds, 1, 300), ("TimeoutSeconds", TimeoutSeconds, 1, MaxTimeoutSeconds), ("Pids", Pids, 16, 4096),
            ("DiskMb", DiskMb, 1, 4096), ("OutputKb", OutputKb, 1, 8192), ("Concurrent", Concurrent, 1, 256),
            ("ConcurrentPerMember", ConcurrentPerMember, 1, 256), ("Waiting", Waiting, 0, 10000), ("WaitingPerMember", WaitingPerMember, 0, 10000),
            ("History", History, 0, 1_000_000), ("Pool:MaxPerLanguage", Pool.MaxPerLanguage, 0, 64), ("Pool:Max", Pool.Max, 0, 256),
            ("Sessions:Max", Sessions.Max, 0, 64), ("Sessions:MaxPerMember", Sessions.MaxPerMember, 0, 64),
        ];
        foreach (var (name, value, least, most) in numbers.Where(number => !(number.Value >= number.Least && number.Value <= number.Most)))
            yield return new ValidationResult(FormattableString.Invariant($"Sandbox:{name} is '{value}'; allowed is {least} to {most}."));

        if (ReapInterval < TimeSpan.FromSeconds(10) || ReapInterval > TimeSpan.FromDays(1))
            yield return new ValidationResult($"Sandbox:ReapInterval is '{ReapInterval}'; allowed is 00:00:10 to 1.00:00:00.");
        if (Pool.Idle < TimeSpan.FromSeconds(1) || Pool.Idle > TimeSpan.FromHours(1))
            yield return new ValidationResult($"Sandbox:Pool:Idle is '{Pool.Idle}'; allowed is 00:00:01 to 01:00:00.");
        if (Sessions.Idle < TimeSpan.FromSeconds(10) || Sessions.Idle > TimeSpan.FromHours(12))
            yield return new ValidationResult($"Sandbox:Sessions:Idle is '{Sessions.Idle}'; allowed is 00:00:10 to 12:00:00.");
        foreach (var (name, language) in Languages)
        {
            if (language.Run.Count == 0)
                yield return new ValidationResult($"Sandbox:Languages:{name}:Run is not set; allowed is the command that runs the code, a word an entry.");
            if (language.File is { } file && (file.Length == 0 || file.Contains('/', StringComparison.Ordinal) || file.StartsWith('.')))
                yield return new ValidationResult($"Sandbox:Languages:{name}:File is '{file}'; allowed is a file name such as main.{name}.");
        }
    }
}

/// <summary>Section <c>Sandbox:Pool</c>: workers that are started ahead.</summary>
internal sealed class PoolOptions
{
    /// <summary>The most that wait for one language; 0 starts none ahead.</summary>
    public int MaxPerLanguage { get; set; } = 3;

    /// <summary>The most that wait in all.</summary>
    public int Max { get; set; } = 8;

    /// <summary>How long after the last execution of a language one is still kept ready.</summary>
    public TimeSpan Idle { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Languages of which one is always kept ready.</summary>
    public IReadOnlyList<string> Keep { get; set; } = [];
}

/// <summary>Section <c>Sandbox:Sessions</c>: sandboxes that keep their files over several executions.</summary>
internal sealed class SessionOptions
{
    public int Max { get; set; } = 8;

    public int MaxPerMember { get; set; } = 2;

    /// <summary>A session that was not used for this long ends.</summary>
    public TimeSpan Idle { get; set; } = TimeSpan.FromMinutes(15);
}

[OptionsValidator]
internal sealed partial class SandboxOptionsValidator : IValidateOptions<SandboxOptions>;
