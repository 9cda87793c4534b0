using HydraBot.Hosting.Starting;

namespace HydraBot.Hosting.Setup;

/// <summary>Asks until an answer can be, or nothing is answered.</summary>
internal sealed class SetupQuestions(SetupTerminal terminal)
{
    /// <summary>One question; null where Enter leaves things as they are.</summary>
    /// <param name="text">The question.</param>
    /// <param name="now">What holds without an answer, shown behind it.</param>
    /// <param name="problem">What is wrong with an answer and what is allowed; null for nothing.</param>
    /// <param name="hidden">The answer must not be seen.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <exception cref="StartException">There are no more answers.</exception>
    public async Task<string?> AskAsync(string text, string now, Func<string, Task<string?>> problem, bool hidden, CancellationToken cancellationToken)
    {
        while (true)
        {
            await terminal.Output.WriteAsync($"{text} [{now}]: ");
            await terminal.Output.FlushAsync(cancellationToken);
            var answer = (hidden ? terminal.ReadHidden() : await terminal.Input.ReadLineAsync(cancellationToken))?.Trim()
                ?? throw new StartException("The answers ended before the questions did; nothing was written.");
            if (answer.Length == 0)
                return null;
            if (await problem(answer) is not { } wrong)
                return answer;
            await terminal.Output.WriteLineAsync($"  {wrong}");
        }
    }
}
