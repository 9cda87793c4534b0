using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using HydraBot.Governance.Access;
using Microsoft.Extensions.AI;

namespace HydraBot.Governance.Operations;

/// <summary>Reads the attributed methods of a room's class into operations.</summary>
internal sealed partial class OperationReader(Func<Type, object> room, JsonSerializerOptions json, AccessOverrides? access)
{
    public IEnumerable<Operation> Read(Type type)
    {
        foreach (var method in type.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly))
        {
            if (method.GetCustomAttribute<OperationAttribute>() is { } definition)
                yield return Read(type, method, definition);
        }
    }

    private Operation Read(Type type, MethodInfo method, OperationAttribute definition)
    {
        var place = $"{type.Name}.{method.Name}";
        if (!NamePattern().IsMatch(definition.Name))
        {
            throw new InvalidOperationException(
                $"{place}: '{definition.Name}' is no operation name; names are dotted lower case, such as container.restart.");
        }

        if (definition.Effect != OperationEffect.Read && method.GetParameters().All(p => p.ParameterType != typeof(Clearance)))
            throw new InvalidOperationException($"{place}: an operation with effect {definition.Effect} takes a Clearance.");

        var function = AIFunctionFactory.Create(method, _ => room(type), new AIFunctionFactoryOptions
        {
            Name = definition.Name,
            SerializerOptions = json,
            ExcludeResultSchema = true,
            ConfigureParameterBinding = Bind,
            MarshalResult = (result, _, _) => ValueTask.FromResult(result),
        });
        if (string.IsNullOrWhiteSpace(function.Description))
            throw new InvalidOperationException($"{place}: an operation has a [Description], which is its help text on every door.");

        return new Operation(definition, function, ResultSchema(place, method), Suggestions(method), Marked<WithheldAttribute>(method), Marked<AttachedAttribute>(method), access?.Of(definition.Name));
    }

    /// <summary>Clearance and progress come from the road, not from the caller, so they are no part of the schema.</summary>
    private static AIFunctionFactoryOptions.ParameterBindingOptions Bind(ParameterInfo parameter) =>
        parameter.ParameterType == typeof(Clearance) || parameter.ParameterType == typeof(IProgress<OperationProgress>)
            ? new()
            {
                ExcludeFromSchema = true,
                BindParameter = (p, arguments) => arguments.Context![p.ParameterType],
            }
            : default;

    private Lazy<JsonElement> ResultSchema(string place, MethodInfo method)
    {
        var result = method.ReturnType;
        if (IsOf(result, typeof(Task<>)) || IsOf(result, typeof(ValueTask<>)))
            result = result.GetGenericArguments()[0];
        return IsOf(result, typeof(OperationResult<>))
            ? new(() => AIJsonUtilities.CreateJsonSchema(result.GetGenericArguments()[0], serializerOptions: json))
            : throw new InvalidOperationException($"{place}: an operation returns OperationResult<T>, or a task of it.");
    }

    private static bool IsOf(Type type, Type generic) => type.IsGenericType && type.GetGenericTypeDefinition() == generic;

    private static HashSet<string> Marked<TAttribute>(MethodInfo method)
        where TAttribute : Attribute => method.GetParameters()
        .Where(p => p.GetCustomAttribute<TAttribute>() is not null)
        .Select(p => p.Name!)
        .ToHashSet(StringComparer.Ordinal);

    private static Dictionary<string, Type> Suggestions(MethodInfo method) => method.GetParameters()
        .Select(p => (p.Name, Source: p.GetCustomAttribute<SuggestAttribute>()?.Source))
        .Where(p => p.Source is not null)
        .ToDictionary(p => p.Name!, p => p.Source!, StringComparer.Ordinal);

    [GeneratedRegex("^[a-z][a-z0-9]*(\\.[a-z][a-z0-9_]*)*$")]
    private static partial Regex NamePattern();
}
