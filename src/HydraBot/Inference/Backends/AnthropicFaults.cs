using System.Runtime.ExceptionServices;
using System.Text.Json;
using Anthropic.Exceptions;

namespace HydraBot.Inference.Backends;

/// <summary>What goes wrong inside Anthropic's library, as it is called everywhere else here: a broken connection, and what is no answer.</summary>
internal static class AnthropicFaults
{
    public static async Task<T> AskAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (AnthropicIOException exception) when (exception.InnerException is { } fault)
        {
            ExceptionDispatchInfo.Throw(fault);
            throw;
        }
        catch (Exception exception) when (IsNoAnswer(exception))
        {
            throw new JsonException("It is no answer of Anthropic's.", exception);
        }
    }

    /// <summary>Looks into what it read, which it checks only then.</summary>
    public static T Look<T>(Func<T> look)
    {
        try
        {
            return look();
        }
        catch (Exception exception) when (IsNoAnswer(exception))
        {
            throw new JsonException("It is no answer of Anthropic's.", exception);
        }
    }

    /// <summary>A member is missing or of another kind, or a text has half a letter.</summary>
    private static bool IsNoAnswer(Exception exception) => exception is AnthropicInvalidDataException or InvalidOperationException or KeyNotFoundException;
}
