using Xunit;

namespace HydraBot.Testing;

/// <summary>A real part that a test needs: missing, it skips the test with the reason; where everything is required, it fails it.</summary>
public static class Parts
{
    /// <summary>True when <c>HYDRA_REQUIRE_ALL=1</c>: a missing part is then a failure.</summary>
    public static bool AllRequired => Environment.GetEnvironmentVariable("HYDRA_REQUIRE_ALL") == "1";

    /// <summary>Goes on when <paramref name="present"/>; otherwise skips, or fails where all parts are required.</summary>
    public static void Require(bool present, string reason)
    {
        if (present)
            return;
        if (AllRequired)
            Assert.Fail($"{reason} (HYDRA_REQUIRE_ALL=1 makes this a failure)");
        Assert.Skip(reason);
    }
}
