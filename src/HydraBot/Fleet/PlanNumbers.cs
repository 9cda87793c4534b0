using HydraBot.Storage;

namespace HydraBot.Fleet;

/// <summary>Numbers of plans that people are shown before they agree to them.</summary>
internal static class PlanNumbers
{
    /// <summary>The next one of a table. Numbers go on over restarts and over what was removed, so that an old approval never means a new plan.</summary>
    /// <param name="session">Within the writing of the plan.</param>
    /// <param name="table">One with a column <c>number</c>.</param>
    /// <param name="now">Milliseconds since 1970.</param>
    public static async ValueTask<long> NextAsync(SqlSession session, string table, long now) =>
        Math.Max((await session.ListAsync($"SELECT COALESCE(MAX(number), 0) FROM {table}", row => row.GetInt64(0)))[0] + 1, now / 1000);
}
