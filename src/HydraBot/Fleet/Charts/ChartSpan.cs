namespace HydraBot.Fleet.Charts;

/// <summary>How far back a chart looks.</summary>
internal enum ChartSpan
{
    Hour,
    Day,
    Week,
    Month,
}
