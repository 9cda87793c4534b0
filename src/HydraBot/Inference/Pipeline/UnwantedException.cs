namespace HydraBot.Inference.Pipeline;

/// <summary>Whoever asked wants no more of an answer; that is no fault of the backend that gives it.</summary>
internal sealed class UnwantedException(string message) : OperationCanceledException(message);
