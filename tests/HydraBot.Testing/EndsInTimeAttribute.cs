using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using Xunit;
using Xunit.v3;

namespace HydraBot.Testing;

/// <summary>
/// Cancels a test that runs for longer than <c>HYDRA_TEST_MINUTES</c> (10 unless set): what waits for something that never comes then fails under its own name, and
/// does not hold up all others.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class EndsInTimeAttribute : BeforeAfterTestAttribute
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(double.TryParse(
        Environment.GetEnvironmentVariable("HYDRA_TEST_MINUTES"), CultureInfo.InvariantCulture, out var minutes) ? minutes : 10);

    private readonly ConcurrentDictionary<string, ITimer> _running = new();

    public override void Before(MethodInfo methodUnderTest, IXunitTest test)
    {
        var context = TestContext.Current;
        _running[test.UniqueID] = TimeProvider.System.CreateTimer(_ => context.CancelCurrentTest(), null, Limit, Timeout.InfiniteTimeSpan);
    }

    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        if (_running.TryRemove(test.UniqueID, out var timer))
            timer.Dispose();
    }
}
