using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace HydraBot.Fleet.Compose;

/// <summary>Section <c>Fleet:Compose</c>: where compose files are, and which healthchecks are proposed.</summary>
internal sealed class ComposeOptions : IValidatableObject
{
    public const string Section = "Fleet:Compose";

    /// <summary>Folders of the host that HydraBot reaches elsewhere, such as when it runs in a container.</summary>
    public List<PathMapping> Paths { get; set; } = [];

    /// <summary>Healthchecks of one's own, which go before the table of well-known services.</summary>
    public List<OwnCheck> Checks { get; set; } = [];

    /// <summary>Between two runs of a proposed check.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long one run of it may take.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How many runs in a row fail before the container counts as unhealthy.</summary>
    public int Retries { get; set; } = 3;

    /// <summary>How long a pull or a build may take.</summary>
    public TimeSpan ImageTimeout { get; set; } = TimeSpan.FromMinutes(15);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        for (var index = 0; index < Paths.Count; index++)
        {
            if (string.IsNullOrWhiteSpace(Paths[index].From) || string.IsNullOrWhiteSpace(Paths[index].To))
                yield return new ValidationResult($"Fleet:Compose:Paths:{index} names From '{Paths[index].From}' and To '{Paths[index].To}'; allowed are two folders.");
        }

        for (var index = 0; index < Checks.Count; index++)
        {
            if (string.IsNullOrWhiteSpace(Checks[index].Image) || string.IsNullOrWhiteSpace(Checks[index].Test))
                yield return new ValidationResult($"Fleet:Compose:Checks:{index} names Image '{Checks[index].Image}' and Test '{Checks[index].Test}'; allowed are an image, with * for any run of characters, and a shell command.");
            if (Checks[index].StartPeriod < TimeSpan.Zero || Checks[index].StartPeriod > TimeSpan.FromHours(1))
                yield return new ValidationResult($"Fleet:Compose:Checks:{index}:StartPeriod is '{Checks[index].StartPeriod}'; allowed is 00:00:00 to 01:00:00.");
        }

        if (Interval < TimeSpan.FromSeconds(1) || Interval > TimeSpan.FromHours(1))
            yield return new ValidationResult($"Fleet:Compose:Interval is '{Interval}'; allowed is 00:00:01 to 01:00:00.");
        if (Timeout < TimeSpan.FromSeconds(1) || Timeout > TimeSpan.FromMinutes(5))
            yield return new ValidationResult($"Fleet:Compose:Timeout is '{Timeout}'; allowed is 00:00:01 to 00:05:00.");
        if (Retries is < 1 or > 100)
            yield return new ValidationResult($"Fleet:Compose:Retries is '{Retries}'; allowed is 1 to 100.");
        if (ImageTimeout < TimeSpan.FromSeconds(10) || ImageTimeout > TimeSpan.FromMinutes(30))
            yield return new ValidationResult($"Fleet:Compose:ImageTimeout is '{ImageTimeout}'; allowed is 00:00:10 to 00:30:00.");
    }
}

/// <summary>Section <c>Fleet:Compose:Paths:N</c>.</summary>
internal sealed class PathMapping
{
    /// <summary>On the host.</summary>
    public string? From { get; set; }

    /// <summary>Where HydraBot has it.</summary>
    public string? To { get; set; }
}

/// <summary>Section <c>Fleet:Compose:Checks:N</c>.</summary>
internal sealed class OwnCheck
{
    /// <summary>The image's name without its tag, <c>*</c> for any run of characters.</summary>
    public string? Image { get; set; }

    /// <summary>A command for the container's shell; it is well when that ends with 0.</summary>
    public string? Test { get; set; }

    /// <summary>How long it may take to start.</summary>
    public TimeSpan StartPeriod { get; set; } = TimeSpan.FromSeconds(30);
}

[OptionsValidator]
internal sealed partial class ComposeOptionsValidator : IValidateOptions<ComposeOptions>;
