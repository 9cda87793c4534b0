namespace HydraBot.Hosting.Logging;

/// <summary>An exception as it may be written: text alone, stack and inner exceptions in it.</summary>
internal sealed class MaskedException(string text) : Exception
{
    public override string ToString() => text;
}
