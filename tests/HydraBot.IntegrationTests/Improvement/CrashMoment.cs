using System.Globalization;

namespace HydraBot.IntegrationTests.Improvement;

/// <summary>When the process dies at a state, as the subject reads it.</summary>
internal static class CrashMoment
{
    /// <summary>In turn: before the state stands, right after, or some milliseconds later, wherever the process is by then.</summary>
    public static string Of(int turn, Random random, int most) => (turn % 3) switch
    {
        0 => "before",
        1 => "after",
        _ => random.Next(1, most).ToString(CultureInfo.InvariantCulture),
    };
}
