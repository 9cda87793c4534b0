using System.Reflection;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using Xunit;

namespace HydraBot.Tests.Architecture;

/// <summary>What makes "is this gated?" a question for the compiler.</summary>
public class KernelTests
{
    private static readonly Assembly Kernel = typeof(Clearance).Assembly;

    [Fact]
    public void Nobody_outside_the_kernel_can_make_a_clearance()
    {
        Assert.True(typeof(Clearance).IsSealed);
        Assert.Empty(typeof(Clearance).GetConstructors());
        Assert.All(
            typeof(Clearance).GetConstructors(BindingFlags.Instance | BindingFlags.NonPublic), constructor => Assert.True(constructor.IsAssembly));
        Assert.All(typeof(Clearance).GetProperties(), property => Assert.Null(property.SetMethod));
        Assert.Empty(Kernel.GetCustomAttributes<System.Runtime.CompilerServices.InternalsVisibleToAttribute>());
    }

    [Fact]
    public void The_executor_alone_makes_one_and_the_negative_control_is_found()
    {
        var constructor = typeof(Clearance).GetConstructors(BindingFlags.Instance | BindingFlags.NonPublic).Single();
        var makers = Calls.Of(Kernel, constructor).Select(Outermost).Distinct();
        Assert.Equal([typeof(GovernedExecutor)], makers);

        // The same search finds what is there to be found.
        var control = typeof(StringWriter).GetConstructor([])!;
        Assert.Contains(typeof(KernelTests), Calls.Of(typeof(KernelTests).Assembly, control).Select(Outermost));
        using var found = new StringWriter();
        Assert.Empty(found.ToString());
    }

    [Fact]
    public void Only_the_road_can_invoke_an_operation()
    {
        var invoke = typeof(Operation).GetMethod("InvokeAsync", BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public)!;
        Assert.True(invoke.IsAssembly);
        Assert.DoesNotContain(typeof(Operation).GetProperties(), property => typeof(Delegate).IsAssignableFrom(property.PropertyType));
        Assert.Equal(["OperationRun"], Calls.Of(Kernel, invoke).Select(method => Outermost(method).Name).Distinct());
    }

    [Fact]
    public void Every_operation_with_an_effect_takes_a_clearance()
    {
        var operations = typeof(HydraBotBuilder).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods())
            .Select(method => (Method: method, Definition: method.GetCustomAttribute<OperationAttribute>()))
            .Where(pair => pair.Definition is not null)
            .ToArray();
        Assert.NotEmpty(operations);
        Assert.All(operations.Where(pair => pair.Definition!.Effect != OperationEffect.Read), pair =>
            Assert.Contains(pair.Method.GetParameters(), parameter => parameter.ParameterType == typeof(Clearance)));
    }

    [Fact]
    public void A_forgotten_clearance_stops_the_start_with_the_methods_name()
    {
        var fault = Assert.Throws<InvalidOperationException>(() =>
            new OperationCatalog([typeof(Careless)], _ => new Careless(), System.Text.Json.JsonSerializerOptions.Web));
        Assert.Equal("Careless.Forget: an operation with effect Destroy takes a Clearance.", fault.Message);
    }

    private static Type Outermost(MethodBase method)
    {
        var type = method.DeclaringType!;
        while (type.DeclaringType is { } outer)
            type = outer;
        return type;
    }

    private sealed class Careless
    {
        private int _calls;

        [Operation("careless.forget", Effect = OperationEffect.Destroy)]
        [System.ComponentModel.Description("Forgets")]
        public OperationResult<int> Forget() => OperationResult.Of(++_calls, new Card { Title = "forgot" });
    }
}
