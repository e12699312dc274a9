using System.Reflection;
using System.Reflection.Emit;

namespace NimmGen.Compile;

/// <summary>Writes the IL of one kernel: lane values in locals, rows of buffers, loops.</summary>
internal sealed class LaneWriter
{
    private const int Boundary = 64;
    private readonly DynamicMethod _method;
    private readonly ILGenerator _il;
    private readonly Stack<LocalBuilder> _free = new();
    private readonly LocalBuilder _stride;
    private readonly LocalBuilder _scratch;
    private readonly Label _enter;
    private readonly Label _begin;
    private int _scratchSlots;

    /// <param name="name">For people who look at the code.</param>
    /// <param name="target">The vector's width.</param>
    /// <param name="vectors">Neighbouring vectors of lanes that the code takes along together.</param>
    public LaneWriter(string name, LaneTarget target, int vectors = 1)
    {
        (Target, Vectors) = (target, vectors);
        _method = new DynamicMethod(name, typeof(void), [typeof(KernelPointers*)], typeof(LaneWriter).Module, skipVisibility: true);
        _il = _method.GetILGenerator();
        _scratch = _il.DeclareLocal(typeof(nint));
        // How much scratch is needed is known at the end: there the code begins.
        (_enter, _begin) = (_il.DefineLabel(), _il.DefineLabel());
        _il.Emit(OpCodes.Br, _enter);
        _il.MarkLabel(_begin);
        _stride = Field(nameof(KernelPointers.Stride));
    }

    public LaneTarget Target { get; }

    /// <summary>How many vectors of lanes the code has.</summary>
    public int Vectors { get; }

    /// <summary>Which of them the rows and slots are of that are written now.</summary>
    public int Vector { get; set; }

    /// <summary>Writes the same for every vector, one after the other: they do not need each other, so that the processor does them together.</summary>
    public void ForEachVector(Action<int> write)
    {
        for (Vector = 0; Vector < Vectors; Vector++)
        {
            write(Vector);
        }

        Vector = 0;
    }

    /// <summary>A local that holds a field of the kernel's pointers.</summary>
    public LocalBuilder Field(string name)
    {
        FieldInfo field = typeof(KernelPointers).GetField(name)!;
        LocalBuilder local = _il.DeclareLocal(field.FieldType == typeof(long) ? typeof(long) : typeof(nint));
        _il.Emit(OpCodes.Ldarg_0);
        _il.Emit(OpCodes.Ldfld, field);
        _il.Emit(OpCodes.Stloc, local);
        return local;
    }

    /// <summary>A lane local; give it back with Free when its value is no longer needed.</summary>
    public LocalBuilder Rent() => _free.TryPop(out LocalBuilder? local) ? local : _il.DeclareLocal(Target.Type);

    public void Free(LocalBuilder local) => _free.Push(local);

    public void Free(IEnumerable<LocalBuilder> locals)
    {
        foreach (LocalBuilder local in locals)
        {
            Free(local);
        }
    }

    public void Push(LocalBuilder local) => _il.Emit(OpCodes.Ldloc, local);

    public void Pop(LocalBuilder local) => _il.Emit(OpCodes.Stloc, local);

    public void Push(double value)
    {
        _il.Emit(OpCodes.Ldc_R8, value);
        Call("Broadcast");
    }

    public void Call(string operation) => _il.Emit(OpCodes.Call, Target[operation]);

    public LocalBuilder RentZero()
    {
        LocalBuilder local = Rent();
        Push(0);
        Pop(local);
        return local;
    }

    /// <summary>local += what is on the stack.</summary>
    public void AddTo(LocalBuilder local)
    {
        Push(local);
        Call("Add");
        Pop(local);
    }

    /// <summary>Multiplies what is on the stack.</summary>
    public void Scale(double factor)
    {
        if (factor != 1)
        {
            Push(factor);
            Call("Multiply");
        }
    }

    public void PushRow(LocalBuilder pointer, int row)
    {
        Address(pointer, row);
        _il.Emit(OpCodes.Ldobj, Target.Type);
    }

    public void StoreRow(LocalBuilder pointer, int row, Action value)
    {
        Address(pointer, row);
        value();
        _il.Emit(OpCodes.Stobj, Target.Type);
    }

    /// <summary>Pushes one number for all lanes.</summary>
    public void PushShared(LocalBuilder pointer, int index)
    {
        Offset(pointer, (long)index * sizeof(double));
        _il.Emit(OpCodes.Ldind_R8);
        Call("Broadcast");
    }

    /// <summary>Slots are beside each other, each with all vectors.</summary>
    public void PushSlot(LocalBuilder pointer, int slot) => PushVector(pointer, (slot * Vectors) + Vector);

    public void StoreSlot(LocalBuilder pointer, int slot, Action value) => StoreVector(pointer, (slot * Vectors) + Vector, value);

    public void AdvanceRows(LocalBuilder pointer, int rows)
    {
        if (rows != 0)
        {
            Row(pointer, rows);
            Pop(pointer);
        }
    }

    public void AdvanceSlots(LocalBuilder pointer, int slots)
    {
        Offset(pointer, Bytes(slots * Vectors));
        Pop(pointer);
    }

    /// <summary>Runs the body count times, at least once.</summary>
    public void Loop(Action pushCount, Action body)
    {
        LocalBuilder left = _il.DeclareLocal(typeof(long));
        pushCount();
        Pop(left);
        Label top = _il.DefineLabel();
        _il.MarkLabel(top);
        body();
        Push(left);
        _il.Emit(OpCodes.Ldc_I8, 1L);
        _il.Emit(OpCodes.Sub);
        _il.Emit(OpCodes.Dup);
        Pop(left);
        _il.Emit(OpCodes.Ldc_I8, 0L);
        _il.Emit(OpCodes.Bgt, top);
    }

    public void Repeat(int count, Action body)
    {
        if (count == 1)
        {
            body();
        }
        else
        {
            Loop(() => _il.Emit(OpCodes.Ldc_I8, (long)count), body);
        }
    }

    /// <summary>tanh of all that the actions push, each result left in a local of its own.</summary>
    public void Tanh(IReadOnlyList<Action> arguments, IReadOnlyList<LocalBuilder> results)
    {
        _scratchSlots = Math.Max(_scratchSlots, arguments.Count);
        for (int i = 0; i < arguments.Count; i++)
        {
            StoreVector(_scratch, i, arguments[i]);
        }

        Push(_scratch);
        _il.Emit(OpCodes.Ldc_I8, (long)arguments.Count);
        Call("TanhOfMany");
        for (int i = 0; i < results.Count; i++)
        {
            PushVector(_scratch, i);
            Pop(results[i]);
        }
    }

    public KernelCode Finish()
    {
        _il.Emit(OpCodes.Ret);
        _il.MarkLabel(_enter);
        if (_scratchSlots > 0)
        {
            // From the stack, on the boundary of a vector.
            _il.Emit(OpCodes.Ldc_I4, checked((int)Bytes(_scratchSlots) + Boundary));
            _il.Emit(OpCodes.Conv_U);
            _il.Emit(OpCodes.Localloc);
            _il.Emit(OpCodes.Ldc_I4, Boundary - 1);
            _il.Emit(OpCodes.Conv_I);
            _il.Emit(OpCodes.Add);
            _il.Emit(OpCodes.Ldc_I4, -Boundary);
            _il.Emit(OpCodes.Conv_I);
            _il.Emit(OpCodes.And);
            Pop(_scratch);
        }

        _il.Emit(OpCodes.Br, _begin);
        return _method.CreateDelegate<KernelCode>();
    }

    private long Bytes(int vectors) => (long)vectors * Target.Width * sizeof(double);

    private void PushVector(LocalBuilder pointer, int index)
    {
        Offset(pointer, Bytes(index));
        _il.Emit(OpCodes.Ldobj, Target.Type);
    }

    private void StoreVector(LocalBuilder pointer, int index, Action value)
    {
        Offset(pointer, Bytes(index));
        value();
        _il.Emit(OpCodes.Stobj, Target.Type);
    }

    private void Address(LocalBuilder pointer, int row)
    {
        Row(pointer, row);
        if (Vector > 0)
        {
            _il.Emit(OpCodes.Ldc_I8, Bytes(Vector));
            _il.Emit(OpCodes.Conv_I);
            _il.Emit(OpCodes.Add);
        }
    }

    private void Row(LocalBuilder pointer, int row)
    {
        Push(pointer);
        if (row != 0)
        {
            Push(_stride);
            if (row != 1)
            {
                _il.Emit(OpCodes.Ldc_I8, (long)row);
                _il.Emit(OpCodes.Mul);
            }

            _il.Emit(OpCodes.Conv_I);
            _il.Emit(OpCodes.Add);
        }
    }

    private void Offset(LocalBuilder pointer, long bytes)
    {
        Push(pointer);
        if (bytes != 0)
        {
            _il.Emit(OpCodes.Ldc_I8, bytes);
            _il.Emit(OpCodes.Conv_I);
            _il.Emit(OpCodes.Add);
        }
    }
}
