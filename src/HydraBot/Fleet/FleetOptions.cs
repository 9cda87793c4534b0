using System.ComponentModel.DataAnnotations;
using HydraBot.Fleet.Engine;
using HydraBot.Fleet.Healing;
using HydraBot.Fleet.Services;
using Microsoft.Extensions.Options;

namespace HydraBot.Fleet;

/// <summary>Section <c>Fleet</c>: where the container engine is and how patient we are with it.</summary>
internal sealed class FleetOptions : IValidatableObject
{
    public const string Section = "Fleet";

    /// <summary>The engine's address; <c>DOCKER_HOST</c>, and then Docker's own default, where it is not set.</summary>
    public string? Engine { get; set; }

    /// <summary>The engines of other hosts, by the name that is put behind their containers' names.</summary>
    public Dictionary<string, EngineOptions> Engines { get; set; } = [];

    /// <summary>The program that reaches engines over SSH.</summary>
    [Required(AllowEmptyStrings = false)]
    public string Ssh { get; set; } = "ssh";

    /// <summary>How long a question to the engine may take.</summary>
    public TimeSpan ReadTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long <c>status</c> waits for each of its parts.</summary>
    public TimeSpan StatusTimeout { get; set; } = TimeSpan.FromMilliseconds(800);

    /// <summary>How long a restarted container may take to become healthy.</summary>
    public TimeSpan RestartTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Where the host's proc file system is; another folder when the bot runs in a container and watches its host.</summary>
    [Required(AllowEmptyStrings = false)]
    public string ProcPath { get; set; } = "/proc";

    /// <summary>Where the host's sys file system is, for its sensors.</summary>
    [Required(AllowEmptyStrings = false)]
    public string SysPath { get; set; } = "/sys";

    /// <summary>The program that tells of NVIDIA's cards.</summary>
    [Required(AllowEmptyStrings = false)]
    public string NvidiaSmi { get; set; } = "nvidia-smi";

    /// <summary>The program that asks drives how they are (smartmontools 7 or later).</summary>
    [Required(AllowEmptyStrings = false)]
    public string Smartctl { get; set; } = "smartctl";

    /// <summary>The address of a DCGM exporter, which is asked in its place.</summary>
    public string? DcgmUrl { get; set; }

    public HealOptions Heal { get; set; } = new();

    /// <summary>Services that are watched, by name.</summary>
    public Dictionary<string, ServiceOptions> Services { get; set; } = [];

    /// <summary>This machine's engine; its certificates are where Docker's own command looks for them.</summary>
    public EngineOptions OwnEngine => Environment.GetEnvironmentVariable("DOCKER_CERT_PATH") is { Length: > 0 } keys && EngineText.StartsWith("tcp:", StringComparison.Ordinal)
        ? new EngineOptions { Address = EngineText, CaFile = Path.Combine(keys, "ca.pem"), CertificateFile = Path.Combine(keys, "cert.pem"), KeyFile = Path.Combine(keys, "key.pem") }
        : new EngineOptions { Address = EngineText };

    private static string DefaultEngine => OperatingSystem.IsWindows() ? "npipe://./pipe/docker_engine" : "unix:///var/run/docker.sock";

    private string EngineText => new[] { Engine, Environment.GetEnvironmentVariable("DOCKER_HOST") }
        .FirstOrDefault(address => !string.IsNullOrWhiteSpace(address)) ?? DefaultEngine;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!EngineRoute.IsAddress(EngineText))
        {
            yield return new ValidationResult(
                $"Fleet:Engine (or DOCKER_HOST) is '{EngineText}'; allowed is an address such as {DefaultEngine} or tcp://host:2375, with {string.Join(", ", EngineRoute.Schemes)}.");
        }

        if (ReadTimeout < TimeSpan.FromMilliseconds(100) || ReadTimeout > TimeSpan.FromMinutes(1))
            yield return new ValidationResult($"Fleet:ReadTimeout is '{ReadTimeout}'; allowed is 00:00:00.1 to 00:01:00.");
        if (StatusTimeout < TimeSpan.FromMilliseconds(300) || StatusTimeout > TimeSpan.FromSeconds(20))
            yield return new ValidationResult($"Fleet:StatusTimeout is '{StatusTimeout}'; allowed is 00:00:00.3 to 00:00:20.");
        if (RestartTimeout < TimeSpan.FromSeconds(1) || RestartTimeout > TimeSpan.FromMinutes(4))
            yield return new ValidationResult($"Fleet:RestartTimeout is '{RestartTimeout}'; allowed is 00:00:01 to 00:04:00.");
        if (DcgmUrl is { Length: > 0 } && (!Uri.TryCreate(DcgmUrl, UriKind.Absolute, out var dcgm) || dcgm.Scheme is not ("http" or "https")))
            yield return new ValidationResult($"Fleet:DcgmUrl is '{DcgmUrl}'; allowed is an http or https address such as http://host:9400/metrics.");
        foreach (var problem in Heal.Problems().Concat(Engines.SelectMany(engine => engine.Value.Problems($"Fleet:Engines:{engine.Key}", engine.Key))).Concat(Services.SelectMany(service => service.Value.Problems($"Fleet:Services:{service.Key}"))))
            yield return problem;
    }
}

[OptionsValidator]
internal sealed partial class FleetOptionsValidator : IValidateOptions<FleetOptions>;
