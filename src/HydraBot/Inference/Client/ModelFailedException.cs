using HydraBot.Inference.Pipeline;

namespace HydraBot.Inference.Client;

/// <summary>No model answered, or an answer broke off; the report says which were asked and why they failed.</summary>
internal sealed class ModelFailedException(CallReport report, Exception? innerException = null) : Exception(report.Trouble, innerException)
{
    public CallReport Report { get; } = report;
}
