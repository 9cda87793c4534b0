using System.Diagnostics;

namespace HydraBot.CrashSubject;

/// <summary>Steps of the road at which the process can be made to die, as by <c>kill -9</c>.</summary>
public sealed class CrashPoints(string? at)
{
    public const string Stored = "stored";
    public const string Asked = "asked";
    public const string Decided = "decided";
    public const string Intent = "intent";
    public const string EffectBegun = "effect-begun";
    public const string EffectDone = "effect-done";
    public const string Outcome = "outcome";

    /// <summary>Dies here when this is the step.</summary>
    public void Reach(string point)
    {
        if (point == at)
            Process.GetCurrentProcess().Kill();
    }
}
