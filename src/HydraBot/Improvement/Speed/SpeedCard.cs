using System.Globalization;
using HydraBot.Governance.Operations;

namespace HydraBot.Improvement.Speed;

/// <summary>What was found and done, as people see it.</summary>
internal static class SpeedCard
{
    public static Card Found(SpeedFinding finding)
    {
        var failed = finding.Tried.Count(one => one.Trouble is not null);
        return new Card
        {
            Title = finding.IsBetter ? string.Create(CultureInfo.InvariantCulture, $"{finding.Endpoint} can be {finding.Gain:P0} faster") : $"{finding.Endpoint} is as fast as it gets here",
            Severity = finding.IsBetter ? CardSeverity.Good : CardSeverity.Neutral,
            Text = finding.IsBetter
                ? string.Create(CultureInfo.InvariantCulture, $"**{finding.After.Setup}** instead of {finding.Before.Setup}: {finding.GainLow:P0} to {finding.GainHigh:P0} more tokens a second, prompt by prompt. It runs as before until somebody puts this in force.")
                : $"Nothing that was tried is faster for sure than {finding.Before.Setup}.",
            Fields =
            [
                new CardField("Before", finding.Before.ToString()),
                .. finding.After.Setup == finding.Before.Setup ? (IEnumerable<CardField>)[] : [new CardField("Best", finding.After.ToString())],
                new CardField("Tried", string.Create(CultureInfo.InvariantCulture, $"{finding.Tried.Count} setups in {finding.Seconds:0} s{(failed > 0 ? $"; {failed} did not come up" : "")}")),
            ],
            Picture = new CardFile("speed.png", "image/png", SpeedChart.Draw(finding.Before, finding.After, finding.Tried)),
            Actions = finding.IsBetter ? [new CardAction("Put in force", "inference.apply", $$"""{"tuning":"{{finding.Id:D}}"}""")] : [],
            Footer = $"{finding.Model} · finding {finding.Id:D}",
        };
    }

    public static Card Applied(SpeedFinding finding, SpeedMeasure before, SpeedMeasure after, bool kept) => new()
    {
        Title = kept ? $"{finding.Endpoint} runs with {after.Setup}" : $"{finding.Endpoint} runs as before again",
        Severity = kept ? CardSeverity.Good : CardSeverity.Warning,
        Text = kept ? null : after.Trouble is { } trouble ? $"It did not come up so: {trouble}" : "It was no faster when it was measured now.",
        Fields = [new CardField("Before", before.ToString()), new CardField("After", after.ToString())],
        Picture = after.Trouble is null ? new CardFile("speed.png", "image/png", SpeedChart.Draw(before, after, [])) : null,
    };
}
