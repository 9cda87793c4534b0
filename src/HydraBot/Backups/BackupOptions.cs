using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.RegularExpressions;
using HydraBot.Hosting.Schedules;
using Microsoft.Extensions.Options;

namespace HydraBot.Backups;

/// <summary>Section <c>Backups</c>: what is backed up, and when.</summary>
internal sealed partial class BackupOptions : IValidatableObject
{
    public const string Section = "Backups";

    /// <summary>The target that is always there: the house's own database.</summary>
    public const string Own = "hydrabot";

    /// <summary>Every night, all targets.</summary>
    public bool Enabled { get; set; } = true;

    [Required(AllowEmptyStrings = false)]
    public string Time { get; set; } = "02:15";

    /// <summary>An IANA name; the machine's own zone where it is not set.</summary>
    public string? TimeZone { get; set; }

    /// <summary>How many of each database are kept, the newest.</summary>
    public int Keep { get; set; } = 7;

    /// <summary>Beyond those, the first of each week, for so many weeks.</summary>
    public int KeepWeeks { get; set; } = 4;

    /// <summary>PostgreSQL containers of the engine are found by themselves.</summary>
    public bool Discover { get; set; } = true;

    /// <summary>How long a single backup, verification or restore may take.</summary>
    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromMinutes(50);

    public Dictionary<string, BackupTargetOptions> Targets { get; set; } = [];

    public TimeOnly TimeOfDay() => TimeOnly.ParseExact(Time, "HH:mm", CultureInfo.InvariantCulture);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!TimeOnly.TryParseExact(Time, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            yield return new ValidationResult($"Backups:Time is '{Time}'; allowed is a time of day such as 02:15.");
        if (DayTime.ZoneProblem("Backups:TimeZone", TimeZone) is { } zone)
            yield return new ValidationResult(zone);
        if (Keep is < 1 or > 1000)
            yield return new ValidationResult($"Backups:Keep is '{Keep}'; allowed is 1 to 1000.");
        if (KeepWeeks is < 0 or > 520)
            yield return new ValidationResult($"Backups:KeepWeeks is '{KeepWeeks}'; allowed is 0 to 520.");
        if (TimeLimit < TimeSpan.FromSeconds(1) || TimeLimit > TimeSpan.FromMinutes(55))
            yield return new ValidationResult($"Backups:TimeLimit is '{TimeLimit}'; allowed is 00:00:01 to 00:55:00.");
        foreach (var (name, target) in Targets)
        {
            var key = $"Backups:Targets:{name}";
            if (!TargetName().IsMatch(name) || name == Own)
                yield return new ValidationResult($"{key}: allowed as a name are lower-case letters, digits and dashes, and not {Own}, which is the house's own database.");
            foreach (var problem in target.Problems())
                yield return new ValidationResult($"{key}:{problem}");
        }
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,39}$")]
    private static partial Regex TargetName();
}

/// <summary>Section <c>Backups:Targets:NAME</c>.</summary>
internal sealed class BackupTargetOptions
{
    public BackupKind? Kind { get; set; }

    /// <summary>PostgreSQL: as Npgsql writes it.</summary>
    public string? Connection { get; set; }

    /// <summary>PostgreSQL: the container whose own programs do it, instead of a connection.</summary>
    public string? Container { get; set; }

    /// <summary>The database or collection; all of them where it is not set (Neo4j: <c>neo4j</c>).</summary>
    public string? Database { get; set; }

    public string? User { get; set; }

    public string? Password { get; set; }

    /// <summary>SQLite: the file.</summary>
    public string? Path { get; set; }

    /// <summary>Qdrant and Neo4j: the address of its HTTP API.</summary>
    public string? Url { get; set; }

    public string? ApiKey { get; set; }

    /// <summary>The volume.</summary>
    public string? Volume { get; set; }

    public IEnumerable<string> Problems()
    {
        var (needed, value) = Kind switch
        {
            BackupKind.Postgres => ("Connection (or Container)", Connection ?? Container),
            BackupKind.Sqlite => ("Path", Path),
            BackupKind.Qdrant or BackupKind.Neo4j => ("Url", Url),
            BackupKind.Volume => ("Volume", Volume),
            _ => ("Kind", null),
        };
        if (Kind is null)
            yield return $"Kind is not set; allowed is {string.Join(", ", Enum.GetNames<BackupKind>())}.";
        else if (string.IsNullOrWhiteSpace(value))
            yield return $"{needed} is not set; a target of kind {Kind} has one.";
        if (Kind == BackupKind.Sqlite && Path is { Length: > 0 } && !System.IO.Path.IsPathFullyQualified(Path))
            yield return $"Path is '{Path}'; allowed is a full path.";
        if (Kind is BackupKind.Qdrant or BackupKind.Neo4j && Url is { Length: > 0 } && (!Uri.TryCreate(Url, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https")))
            yield return $"Url is '{Url}'; allowed is an http or https address.";
        if (Kind == BackupKind.Postgres && Connection is { Length: > 0 } && !IsConnection(Connection))
            yield return "Connection is no connection string with a Host; such as Host=127.0.0.1;Database=shop;Username=shop.";
    }

    private static bool IsConnection(string text)
    {
        try
        {
            return new Npgsql.NpgsqlConnectionStringBuilder(text).Host is { Length: > 0 };
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}

[OptionsValidator]
internal sealed partial class BackupOptionsValidator : IValidateOptions<BackupOptions>;
