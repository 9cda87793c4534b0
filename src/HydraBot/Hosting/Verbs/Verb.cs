namespace HydraBot.Hosting.Verbs;

/// <summary>Something that the executable does besides running the house.</summary>
/// <param name="Name">One or two words.</param>
/// <param name="Operands">The names of what follows it, in order; all are needed.</param>
/// <param name="Help">One line.</param>
/// <param name="RunAsync">Does it with the house built and not started; 0 good, 1 found something wrong, 2 wrong use.</param>
internal sealed record Verb(
    string Name, IReadOnlyList<string> Operands, string Help, Func<IServiceProvider, IReadOnlyList<string>, CancellationToken, Task<int>> RunAsync)
{
    /// <summary>As it is written.</summary>
    public string Usage => string.Join(' ', [Name, .. Operands]);
}
