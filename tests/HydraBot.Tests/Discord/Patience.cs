using Xunit;

namespace HydraBot.Tests.Discord;

/// <summary>What a test waits for comes at once or never: long enough for a busy machine, short enough to fail with the line that waited.</summary>
internal static class Patience
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static CancellationToken Token
    {
        get
        {
            var source = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            source.CancelAfter(Limit);
            return source.Token;
        }
    }
}
