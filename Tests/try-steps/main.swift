import Foundation
import StepModel

// Takes random steps on the ledger and on its model, a million unless MODEL_STEPS says otherwise.
let run = ManySteps.Scale(steps: 1_000_000).run()
for difference in run.differences { print(difference) }
print(run)
exit(run.differences.isEmpty ? 0 : 1)
