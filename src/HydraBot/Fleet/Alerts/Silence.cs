namespace HydraBot.Fleet.Alerts;

/// <summary>Alerts that nobody is told of for a time. They are stored all the same.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Pattern">Of their keys or titles, <c>*</c> for any run of characters.</param>
/// <param name="Until">When it ends.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">Who asked for it.</param>
internal sealed record Silence(Guid Id, string Pattern, DateTimeOffset Until, string Reason, string By)
{
    public bool Covers(Alert alert) => Wildcard.Fits(Pattern, alert.Key) || Wildcard.Fits(Pattern, alert.Title.Replace("`", "", StringComparison.Ordinal));
}
