using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace HydraBot.Fleet.Disk;

/// <summary>Section <c>Fleet:Disk</c>: what a cleanup may take away. A policy that is not set takes nothing.</summary>
internal sealed class DiskOptions : IValidatableObject
{
    public const string Section = "Fleet:Disk";

    /// <summary>Images without a name, made longer ago than this.</summary>
    public TimeSpan? DanglingImages { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Images that no container uses, and that can be pulled or built again.</summary>
    public TimeSpan? UnusedImages { get; set; }

    /// <summary>Build cache that was not used for so long.</summary>
    public TimeSpan? BuildCache { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Containers that ended so long ago, and that can be made again.</summary>
    public TimeSpan? StoppedContainers { get; set; }

    /// <summary>Volumes without a name that no container uses, made so long ago; each is backed up first.</summary>
    public TimeSpan? AnonymousVolumes { get; set; }

    /// <summary>Only what bears this label, as <c>name</c> or <c>name=value</c>.</summary>
    public string? Label { get; set; }

    /// <summary>Full paths of folders whose largest subfolders are shown.</summary>
    public IList<string> Roots { get; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (name, age) in new[] { (nameof(DanglingImages), DanglingImages), (nameof(UnusedImages), UnusedImages), (nameof(BuildCache), BuildCache), (nameof(StoppedContainers), StoppedContainers), (nameof(AnonymousVolumes), AnonymousVolumes) })
        {
            if (age < TimeSpan.Zero || age > TimeSpan.FromDays(3650))
                yield return new ValidationResult($"Fleet:Disk:{name} is '{age}'; allowed is 00:00:00 to 3650.00:00:00, or nothing for never.");
        }

        foreach (var root in Roots.Where(root => !Path.IsPathFullyQualified(root)))
            yield return new ValidationResult($"Fleet:Disk:Roots names '{root}'; allowed are full paths.");
    }

    /// <summary>True for what bears the label, or where none is asked for.</summary>
    public bool Covers(IReadOnlyDictionary<string, string> labels) => Label is not { Length: > 0 } label
        || (label.Split('=', 2) is [var name, var value] ? labels.TryGetValue(name, out var said) && said == value : labels.ContainsKey(label));
}

[OptionsValidator]
internal sealed partial class DiskOptionsValidator : IValidateOptions<DiskOptions>;
