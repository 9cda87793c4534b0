using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Cronos;
using HydraBot.Improvement.Speed;
using Microsoft.Extensions.Options;

namespace HydraBot.Improvement;

/// <summary>Section <c>Improvement</c>: how the house works on itself.</summary>
internal sealed class ImprovementOptions : IValidatableObject
{
    public const string Section = "Improvement";

    /// <summary>The chance that something that is no better is taken for better.</summary>
    public double ErrorRate { get; set; } = 0.05;

    /// <summary>The least gain in score that is worth a change.</summary>
    public double MinimumEffect { get; set; } = 0.01;

    /// <summary>How much worse anything else may get.</summary>
    public double HarmMargin { get; set; } = 0.05;

    /// <summary>Pairs after which a test ends without a finding.</summary>
    public int MostPairs { get; set; } = 400;

    public SearchOptions Search { get; set; } = new();

    public WatchOptions Watch { get; set; } = new();

    public BudgetOptions Budget { get; set; } = new();

    public CodeOptions Code { get; set; } = new();

    public SpeedOptions Speed { get; set; } = new();

    /// <summary>True within <c>Budget:QuietHours</c>.</summary>
    public bool Quiet(TimeOnly now) => TryReadHours(Budget.QuietHours, out var from, out var to) && now.IsBetween(from, to);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (ErrorRate is not (>= 0.0001 and <= 0.2))
            yield return Wrong("ErrorRate", ErrorRate, "0.0001 to 0.2");
        if (MinimumEffect is not (>= 0 and <= 0.5))
            yield return Wrong("MinimumEffect", MinimumEffect, "0 to 0.5");
        if (HarmMargin is not (> 0 and <= 0.5))
            yield return Wrong("HarmMargin", HarmMargin, "above 0, to 0.5");
        if (MostPairs is < 20 or > 100_000)
            yield return Wrong("MostPairs", MostPairs, "20 to 100000");
        if (!CronExpression.TryParse(Search.Schedule, out _))
            yield return Wrong("Search:Schedule", Search.Schedule, "a cron expression of five fields in UTC, such as 30 4 * * *");
        if (Search.Candidates is < 1 or > 200)
            yield return Wrong("Search:Candidates", Search.Candidates, "1 to 200");
        if (Watch.For < TimeSpan.FromSeconds(1) || Watch.For > TimeSpan.FromDays(30))
            yield return Wrong("Watch:For", Watch.For, "00:00:01 to 30.00:00:00");
        if (Watch.Interval < TimeSpan.FromMilliseconds(100) || Watch.Interval > TimeSpan.FromHours(1))
            yield return Wrong("Watch:Interval", Watch.Interval, "00:00:00.1 to 01:00:00");
        if (Watch.Start < TimeSpan.FromSeconds(1) || Watch.Start > TimeSpan.FromHours(1))
            yield return Wrong("Watch:Start", Watch.Start, "00:00:01 to 01:00:00");
        if (Watch.Failures is < 1 or > 100)
            yield return Wrong("Watch:Failures", Watch.Failures, "1 to 100");
        if (Budget.HoursPerDay is not (>= 0 and <= 24))
            yield return Wrong("Budget:HoursPerDay", Budget.HoursPerDay, "0 to 24");
        if (Budget.GpuHoursPerDay is not (>= 0 and <= 240))
            yield return Wrong("Budget:GpuHoursPerDay", Budget.GpuHoursPerDay, "0 to 240");
        if (Budget.TokensPerDay < 0)
            yield return Wrong("Budget:TokensPerDay", Budget.TokensPerDay, "0 or more");
        if (Budget.MoneyPerDay is not (>= 0 and <= 1_000_000))
            yield return Wrong("Budget:MoneyPerDay", Budget.MoneyPerDay, "0 to 1000000");
        if (Budget.PricePerMillionTokens is not (>= 0 and <= 100_000))
            yield return Wrong("Budget:PricePerMillionTokens", Budget.PricePerMillionTokens, "0 to 100000");
        if (Budget.QuietHours is { Length: > 0 } && !TryReadHours(Budget.QuietHours, out _, out _))
            yield return Wrong("Budget:QuietHours", Budget.QuietHours, "two times of the day in UTC, such as 07:00-23:00, or nothing");
        if (Code.TimeLimit < TimeSpan.FromSeconds(1) || Code.TimeLimit > TimeSpan.FromHours(6))
            yield return Wrong("Code:TimeLimit", Code.TimeLimit, "00:00:01 to 06:00:00");
        if (Code.MemoryMb is < 32 or > 65536)
            yield return Wrong("Code:MemoryMb", Code.MemoryMb, "32 to 65536");
        foreach (var problem in Speed.Problems())
            yield return problem;
    }

    private static ValidationResult Wrong(string name, object? value, string allowed) =>
        new(string.Create(CultureInfo.InvariantCulture, $"Improvement:{name} is '{value}'; allowed is {allowed}."));

    private static bool TryReadHours(string? text, out TimeOnly from, out TimeOnly to)
    {
        (from, to) = (default, default);
        return text?.Split('-') is [var begin, var end]
            && TimeOnly.TryParse(begin, CultureInfo.InvariantCulture, out from) && TimeOnly.TryParse(end, CultureInfo.InvariantCulture, out to);
    }
}

/// <summary>Section <c>Improvement:Search</c>: the house's own search for better settings.</summary>
internal sealed class SearchOptions
{
    public bool Enabled { get; set; } = true;

    /// <summary>Cron, in UTC.</summary>
    public string Schedule { get; set; } = "30 4 * * *";

    /// <summary>Variants tried in one search.</summary>
    public int Candidates { get; set; } = 20;
}

/// <summary>Section <c>Improvement:Watch</c>: what a deployment must live through to be kept.</summary>
internal sealed class WatchOptions
{
    public TimeSpan For { get; set; } = TimeSpan.FromMinutes(30);

    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>What a new program may take until it is well for the first time.</summary>
    public TimeSpan Start { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Looks in a row at an unhealthy house after which it is taken back.</summary>
    public int Failures { get; set; } = 2;
}

/// <summary>Section <c>Improvement:Budget</c>.</summary>
internal sealed class BudgetOptions
{
    /// <summary>Of measuring and testing.</summary>
    public double HoursPerDay { get; set; } = 2;

    /// <summary>In which models of one's own may work for it.</summary>
    public double GpuHoursPerDay { get; set; } = 2;

    public long TokensPerDay { get; set; } = 2_000_000;

    /// <summary>In whatever currency the price is.</summary>
    public double MoneyPerDay { get; set; } = 5;

    /// <summary>0 for models of one's own.</summary>
    public double PricePerMillionTokens { get; set; }

    /// <summary>Two times of the day in UTC, such as <c>07:00-23:00</c>: the house does not work on itself of its own accord between them.</summary>
    public string? QuietHours { get; set; }
}

/// <summary>Section <c>Improvement:Code</c>: where patches of the code are built and tested.</summary>
internal sealed class CodeOptions
{
    /// <summary>The repository; none: patches are not taken.</summary>
    public string? Repository { get; set; }

    /// <summary>The branch that is deployed from.</summary>
    public string Branch { get; set; } = "main";

    /// <summary>An image with all that building and testing needs; none: patches are not built, and so never deployed.</summary>
    public string? Image { get; set; }

    /// <summary>Run in the folder of the sources, a word an entry; it builds, tests, and exits with 0 when all is well.</summary>
    public IList<string> Command { get; set; } = [];

    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromMinutes(40);

    public int MemoryMb { get; set; } = 4096;
}

[OptionsValidator]
internal sealed partial class ImprovementOptionsValidator : IValidateOptions<ImprovementOptions>;
